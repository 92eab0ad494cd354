package io.tongbao.ledger.jdbc;

import io.tongbao.ledger.Companion;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.Transfer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Writes what the fold let pass: one statement for balances, entries, transfers and once-keys of any batch, one more if
 * it reserves or lets go of reservations or is dated, and one for each table of companions. Rows go as arrays, one per column.
 */
final class BatchWrites {
    private static final String WRITE = """
            with positioned as (
              insert into ledger.unpositioned (batch, mark) values (?, ?)
            ), balances as (
              update ledger.balance b
              set writes = b.writes + 1, posted = u.posted, reserved_in = u.reserved_in, reserved_out = u.reserved_out,
                  last_recorded_at = timestamptz 'epoch' + u.recorded_us * interval '1 microsecond'
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                as u (account, turn, posted, reserved_in, reserved_out, recorded_us)
              where b.account = u.account and b.turn = u.turn
            ), over as (
              delete from ledger.balance b
              using unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                as u (account, turn, posted, reserved_in, reserved_out, recorded_us)
              where b.account = u.account and b.turn = u.turn
              returning b.account, b.turn, b.minimum, b.maximum, u.posted, u.reserved_in, u.reserved_out, u.recorded_us
            ), turned as (
              insert into ledger.balance
                (account, turn, minimum, maximum, posted, reserved_in, reserved_out, last_recorded_at)
              select account, turn + 1, minimum, maximum, posted, reserved_in, reserved_out,
                     timestamptz 'epoch' + recorded_us * interval '1 microsecond'
              from over
            ), entries as (
              insert into ledger.entry (id, kind, phase, recorded_at, effective_at, origin, purpose, expires_at)
              select id, kind, phase,
                     timestamptz 'epoch' + recorded_us * interval '1 microsecond',
                     timestamptz 'epoch' + effective_us * interval '1 microsecond',
                     origin, purpose,
                     timestamptz 'epoch' + expires_us * interval '1 microsecond'
              from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[])
                as u (id, kind, phase, recorded_us, effective_us, origin, purpose, expires_us)
            ), keys as (
              insert into ledger.once_key (key, content, entry, refusal)
              select key, content, entry, refusal
              from unnest(?::bytea[], ?::bytea[], ?::bigint[], ?::text[]) as u (key, content, entry, refusal)
            )
            insert into ledger.transfer
              (entry, n, leg, from_account, to_account, amount, from_balance, to_balance, origin_transfer)
            select entry, n, leg, from_account, to_account, amount,
                   nullif(from_balance, -9223372036854775808), nullif(to_balance, -9223372036854775808),
                   nullif(origin_transfer, -1)
            from unnest(?::bigint[], ?::integer[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::integer[])
              as u (entry, n, leg, from_account, to_account, amount, from_balance, to_balance, origin_transfer)
            """;

    private static final String WRITE_HOLDS = """
            with gone as (
              delete from ledger.hold h using unnest(?::bigint[], ?::integer[]) as u (reservation, n)
              where h.reservation = u.reservation and h.n = u.n
            ), less as (
              update ledger.hold h set remaining = u.remaining
              from unnest(?::bigint[], ?::integer[], ?::bigint[]) as u (reservation, n, remaining)
              where h.reservation = u.reservation and h.n = u.n
            ), fresh as (
              insert into ledger.hold (reservation, n, from_account, to_account, remaining, expires_at)
              select reservation, n, from_account, to_account, remaining,
                     timestamptz 'epoch' + expires_us * interval '1 microsecond'
              from unnest(?::bigint[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                as u (reservation, n, from_account, to_account, remaining, expires_us)
            ), balances as (
              insert into ledger.reserved_balance (account, entry, reserved_in, reserved_out)
              select account, entry, reserved_in, reserved_out
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                as u (account, entry, reserved_in, reserved_out)
            )
            insert into ledger.reserved (entry, n, leg, from_account, to_account, amount)
            select entry, n, leg, from_account, to_account, amount
            from unnest(?::bigint[], ?::integer[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[])
              as u (entry, n, leg, from_account, to_account, amount)
            """;

    private static final String WRITE_DATED = """
            with asked as (
              select account, entry, net,
                     timestamptz 'epoch' + effective_us * interval '1 microsecond' as effective_at,
                     timestamptz 'epoch' + recorded_us * interval '1 microsecond' as recorded_at
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                as u (account, entry, net, effective_us, recorded_us)
            ), rows as (
              insert into ledger.dated (account, entry, net, effective_at, recorded_at)
              select account, entry, net, effective_at, recorded_at from asked
            )
            insert into ledger.dated_day as d (account, day, effective_net, recorded_net)
            select account, day, sum(effective), sum(recorded)
            from (
              select account, (effective_at at time zone 'UTC')::date as day, net as effective, 0 as recorded from asked
              union all
              select account, (recorded_at at time zone 'UTC')::date, 0, net from asked
            ) nets
            group by account, day order by account, day
            on conflict (account, day) do update
            set effective_net = d.effective_net + excluded.effective_net,
                recorded_net = d.recorded_net + excluded.recorded_net
            """;

    private BatchWrites() {}

    static void write(Connection connection, long batch, long mark, Fold fold, OnceKeys onceKeys, Origins origins)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            Columns columns = new Columns(connection, statement);
            statement.setLong(columns.next(), batch);
            statement.setLong(columns.next(), mark);
            Map<Boolean, List<AccountState>> accounts =
                    fold.changedAccounts().stream().collect(Collectors.partitioningBy(AccountState::isTurnOver));
            balances(columns, accounts.getOrDefault(false, List.of()));
            balances(columns, accounts.getOrDefault(true, List.of()));
            entries(columns, fold.posted());
            keys(columns, onceKeys.fresh());
            transfers(columns, fold.posted());
            statement.executeUpdate();
        }
        List<Hold> changed = origins.changedHolds();
        if (!changed.isEmpty() || !fold.freshHolds().isEmpty()) {
            writeHolds(connection, fold, changed);
        }
        List<Judged.Dated> dated =
                fold.posted().stream().flatMap(one -> one.dated().stream()).toList();
        if (!dated.isEmpty()) {
            writeDated(connection, dated);
        }
    }

    private static void writeDated(Connection connection, List<Judged.Dated> dated) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE_DATED)) {
            Columns columns = new Columns(connection, statement);
            columns.longs(dated.stream().mapToLong(Judged.Dated::account).toArray());
            columns.longs(dated.stream().mapToLong(Judged.Dated::entry).toArray());
            columns.longs(dated.stream().mapToLong(Judged.Dated::net).toArray());
            columns.longs(dated.stream().mapToLong(Judged.Dated::effectiveAt).toArray());
            columns.longs(dated.stream().mapToLong(Judged.Dated::recordedAt).toArray());
            statement.executeUpdate();
        }
    }

    private static void balances(Columns columns, List<AccountState> accounts) throws SQLException {
        columns.longs(accounts.stream().mapToLong(AccountState::id).toArray());
        columns.longs(accounts.stream().mapToLong(AccountState::turn).toArray());
        columns.longs(accounts.stream().mapToLong(AccountState::posted).toArray());
        columns.longs(accounts.stream().mapToLong(AccountState::reservedIn).toArray());
        columns.longs(accounts.stream().mapToLong(AccountState::reservedOut).toArray());
        columns.longs(accounts.stream().mapToLong(AccountState::lastRecordedAt).toArray());
    }

    private static void entries(Columns columns, List<Judged> posted) throws SQLException {
        int size = posted.size();
        long[] ids = new long[size];
        String[] kinds = new String[size];
        String[] phases = new String[size];
        long[] recorded = new long[size];
        long[] effective = new long[size];
        @Nullable Long[] origins = new @Nullable Long[size];
        @Nullable String[] purposes = new @Nullable String[size];
        @Nullable Long[] expires = new @Nullable Long[size];
        for (int i = 0; i < size; i++) {
            RecordedEntry entry = posted.get(i).entry();
            ids[i] = entry.id();
            kinds[i] = entry.kind();
            phases[i] = entry.phase().name();
            recorded[i] = Micros.of(entry.recordedAt());
            effective[i] = Micros.of(entry.effectiveAt());
            origins[i] = entry.origin().isPresent() ? entry.origin().getAsLong() : null;
            purposes[i] =
                    posted.get(i).reservation().map(Judged.Reservation::purpose).orElse(null);
            expires[i] = posted.get(i)
                    .reservation()
                    .map(Judged.Reservation::expiresAt)
                    .orElse(null);
        }
        columns.longs(ids);
        columns.texts(kinds);
        columns.texts(phases);
        columns.longs(recorded);
        columns.longs(effective);
        columns.longsOrNull(origins);
        columns.texts(purposes);
        columns.longsOrNull(expires);
    }

    /** In the order of the keys, so that two nodes with the same keys do not wait for each other in a circle. */
    private static void keys(Columns columns, List<OnceKeys.Kept> fresh) throws SQLException {
        List<OnceKeys.Kept> kept = new ArrayList<>(fresh);
        kept.sort((a, b) -> Arrays.compareUnsigned(a.key().bytes(), b.key().bytes()));
        int size = kept.size();
        byte[][] keys = new byte[size][];
        byte[][] contents = new byte[size][];
        @Nullable Long[] entries = new @Nullable Long[size];
        @Nullable String[] refusals = new @Nullable String[size];
        for (int i = 0; i < size; i++) {
            OnceKeys.Outcome outcome = kept.get(i).outcome();
            keys[i] = kept.get(i).key().bytes();
            contents[i] = outcome.content().bytes();
            entries[i] = outcome.entry().isPresent() ? outcome.entry().getAsLong() : null;
            refusals[i] = outcome.refusal().map(RefusalText::write).orElse(null);
        }
        columns.bytes(keys);
        columns.bytes(contents);
        columns.longsOrNull(entries);
        columns.texts(refusals);
    }

    private static void transfers(Columns columns, List<Judged> posted) throws SQLException {
        Moves moves = new Moves(posted, false);
        columns.longs(moves.entries);
        columns.integers(moves.places);
        columns.integers(moves.legs);
        columns.longs(moves.from);
        columns.longs(moves.to);
        columns.longs(moves.amounts);
        columns.longs(moves.fromBalances);
        columns.longs(moves.toBalances);
        columns.integers(moves.originTransfers);
    }

    private static void writeHolds(Connection connection, Fold fold, List<Hold> changed) throws SQLException {
        List<Hold> gone = changed.stream().filter(hold -> hold.remaining() == 0).toList();
        List<Hold> less = changed.stream().filter(hold -> hold.remaining() > 0).toList();
        List<Hold> fresh = fold.freshHolds();
        Moves reserved = new Moves(fold.posted(), true);
        try (PreparedStatement statement = connection.prepareStatement(WRITE_HOLDS)) {
            Columns columns = new Columns(connection, statement);
            columns.longs(gone.stream().mapToLong(Hold::reservation).toArray());
            columns.integers(gone.stream().mapToInt(Hold::transfer).toArray());
            columns.longs(less.stream().mapToLong(Hold::reservation).toArray());
            columns.integers(less.stream().mapToInt(Hold::transfer).toArray());
            columns.longs(less.stream().mapToLong(Hold::remaining).toArray());
            columns.longs(fresh.stream().mapToLong(Hold::reservation).toArray());
            columns.integers(fresh.stream().mapToInt(Hold::transfer).toArray());
            columns.longs(fresh.stream().mapToLong(Hold::from).toArray());
            columns.longs(fresh.stream().mapToLong(Hold::to).toArray());
            columns.longs(fresh.stream().mapToLong(Hold::remaining).toArray());
            columns.longs(fresh.stream().mapToLong(Hold::expiresAt).toArray());
            List<Judged.ReservedBalance> balances = fold.posted().stream()
                    .flatMap(one -> one.reservedBalances().stream())
                    .toList();
            columns.longs(
                    balances.stream().mapToLong(Judged.ReservedBalance::account).toArray());
            columns.longs(
                    balances.stream().mapToLong(Judged.ReservedBalance::entry).toArray());
            columns.longs(balances.stream()
                    .mapToLong(Judged.ReservedBalance::reservedIn)
                    .toArray());
            columns.longs(balances.stream()
                    .mapToLong(Judged.ReservedBalance::reservedOut)
                    .toArray());
            columns.longs(reserved.entries);
            columns.integers(reserved.places);
            columns.integers(reserved.legs);
            columns.longs(reserved.from);
            columns.longs(reserved.to);
            columns.longs(reserved.amounts);
            statement.executeUpdate();
        }
    }

    /** The companions' rows, each table once, in the order in which the tables are first met. */
    static void companions(Connection connection, Companion.Batch batch, List<Judged> posted) throws SQLException {
        Map<Companion.Table<?>, List<Companion.Companioned<?>>> rows = new IdentityHashMap<>();
        List<Companion.Table<?>> tables = new ArrayList<>();
        for (Judged one : posted) {
            RecordedEntry entry = one.entry();
            for (Companion<?> companion : one.asked().companions()) {
                rows.computeIfAbsent(companion.table(), table -> {
                            tables.add(table);
                            return new ArrayList<>();
                        })
                        .add(new Companion.Companioned<>(
                                entry.id(), entry.recordedAt(), entry.transfers(), companion.row()));
            }
        }
        for (Companion.Table<?> table : tables) {
            insert(connection, batch, table, rows.getOrDefault(table, List.of()));
        }
        // a companion that swallowed its error: the driver would commit without a word what PostgreSQL rolls back
        if (connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED) {
            throw new SQLException("A companion hid its error", "25P02");
        }
    }

    /** The rows were grouped by this very table, so they are of its type. */
    @SuppressWarnings("unchecked")
    private static <R> void insert(
            Connection connection, Companion.Batch batch, Companion.Table<R> table, List<Companion.Companioned<?>> rows)
            throws SQLException {
        List<Companion.Companioned<R>> own = new ArrayList<>(rows.size());
        for (Companion.Companioned<?> row : rows) {
            own.add((Companion.Companioned<R>) row);
        }
        table.insert(connection, batch, own);
    }

    /** The transfers of the entries as columns: what moved, or what reservations keep. */
    private static final class Moves {
        private final long[] entries;
        private final int[] places;
        private final int[] legs;
        private final long[] from;
        private final long[] to;
        private final long[] amounts;
        private final long[] fromBalances;
        private final long[] toBalances;
        private final int[] originTransfers;

        Moves(List<Judged> posted, boolean reserving) {
            List<Judged> wanted = posted.stream()
                    .filter(one -> reserving == (one.entry().phase() == RecordedEntry.Phase.RESERVE))
                    .toList();
            int size = wanted.stream()
                    .mapToInt(one -> one.entry().transfers().size())
                    .sum();
            entries = new long[size];
            places = new int[size];
            legs = new int[size];
            from = new long[size];
            to = new long[size];
            amounts = new long[size];
            fromBalances = new long[size];
            toBalances = new long[size];
            originTransfers = new int[size];
            int row = 0;
            for (Judged one : wanted) {
                List<Transfer> transfers = one.entry().transfers();
                for (int n = 0; n < transfers.size(); n++, row++) {
                    Transfer transfer = transfers.get(n);
                    entries[row] = one.entry().id();
                    places[row] = n;
                    legs[row] = transfer.leg();
                    from[row] = transfer.from().value();
                    to[row] = transfer.to().value();
                    amounts[row] = transfer.amount();
                    fromBalances[row] = transfer.fromBalance().orElse(AccountState.NO_BALANCE);
                    toBalances[row] = transfer.toBalance().orElse(AccountState.NO_BALANCE);
                    originTransfers[row] = one.originTransfers().get(n);
                }
            }
        }
    }

    /** Sets a statement's parameters one after the other. */
    private static final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private int last;

        Columns(Connection connection, PreparedStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        int next() {
            return ++last;
        }

        void longs(long[] values) throws SQLException {
            statement.setObject(next(), values);
        }

        void integers(int[] values) throws SQLException {
            statement.setObject(next(), values);
        }

        void longsOrNull(@Nullable Long[] values) throws SQLException {
            statement.setArray(next(), connection.createArrayOf("int8", values));
        }

        void texts(@Nullable String[] values) throws SQLException {
            statement.setArray(next(), connection.createArrayOf("text", values));
        }

        void bytes(byte[][] values) throws SQLException {
            statement.setArray(next(), connection.createArrayOf("bytea", values));
        }
    }
}
