package io.tongbao.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Proves the books from what moved: every balance-after follows from the one before, every account's balance is its last
 * balance-after, every asset sums to zero, what is held is what reservations keep, once-keys lead to entries, nothing was
 * reversed or settled above what it was. It goes in chunks, each a short transaction with a snapshot of its own, and so
 * may run beside a busy writer: one long snapshot would make a hot row slower and slower.
 */
public final class Verification {
    public static final int MAX_FINDINGS = 1_000;

    private static final int ACCOUNTS_AT_ONCE = 200;
    private static final int MOVEMENTS_AT_ONCE = 5_000;
    private static final int ENTRIES_AT_ONCE = 5_000;
    private static final int SUMMED_AT_ONCE = 250_000;
    private static final int KEYS_AT_ONCE = 10_000;

    private static final String NEXT_ACCOUNTS = """
            select id from ledger.account where id > ? and keeps_history order by id limit ?
            """;

    /**
     * An account's movements are read a page at a time, by an index that holds them in their order. To read all and sort them
     * looks cheaper to the planner, who does not know which account is large, and would do so again for every page.
     */
    private static final String IN_THE_ORDER_OF_INDEXES = "set enable_sort = off";

    /**
     * Goes on from each account's last movement read. The account's own balances are in the same snapshot, so they must
     * agree once its movements are at their end.
     */
    private static final String MOVEMENTS = """
            with asked as (
              select * from unnest(?::bigint[], ?::bigint[], ?::integer[], ?::bigint[]) as a (id, entry, n, balance)
            ), moved as (
              select a.id, m.entry, m.n, m.amount, m.balance,
                     lag(m.balance, 1, a.balance) over (partition by a.id order by m.entry, m.n) as before,
                     row_number() over (partition by a.id order by m.entry desc, m.n desc) as from_end
              from asked a cross join lateral (
                (select t.entry, t.n, -t.amount as amount, t.from_balance as balance
                 from ledger.transfer t
                 where t.from_account = a.id and t.from_balance is not null and t.entry >= a.entry and (t.entry, t.n) > (a.entry, a.n)
                 order by t.entry, t.n limit %1$d)
                union all
                (select t.entry, t.n, t.amount, t.to_balance
                 from ledger.transfer t
                 where t.to_account = a.id and t.to_balance is not null and t.entry >= a.entry and (t.entry, t.n) > (a.entry, a.n)
                 order by t.entry, t.n limit %1$d)
                order by entry, n limit %1$d
              ) m
            ), chained as (
              select id, count(*) as movements,
                     max(entry) filter (where from_end = 1) as entry,
                     max(n) filter (where from_end = 1) as n,
                     max(balance) filter (where from_end = 1) as balance,
                     min(entry) filter (where balance <> before::numeric + amount) as broken
              from moved group by id
            )
            select c.id, c.code, s.posted, s.reserved_in, s.reserved_out,
                   coalesce(h.movements, 0), coalesce(h.entry, a.entry), coalesce(h.n, a.n),
                   coalesce(h.balance, a.balance), h.broken,
                   (select coalesce(sum(remaining), 0) from ledger.hold where to_account = c.id),
                   (select coalesce(sum(remaining), 0) from ledger.hold where from_account = c.id),
                   coalesce(r.reserved_in, 0), coalesce(r.reserved_out, 0)
            from asked a join ledger.account c on c.id = a.id join ledger.balance s on s.account = a.id left join chained h on h.id = a.id
            left join lateral (
              select b.reserved_in, b.reserved_out from ledger.reserved_balance b
              where b.account = a.id order by b.entry desc limit 1
            ) r on true
            """.formatted(MOVEMENTS_AT_ONCE);

    private static final String DAYS = """
            select 'account ' || a.code || ' says that ' || coalesce(d.effective_net, 0) || ' took effect and '
                   || coalesce(d.recorded_net, 0) || ' was recorded on ' || coalesce(d.day, n.day) || ' at another time, its entries say '
                   || coalesce(n.effective, 0) || ' and ' || coalesce(n.recorded, 0)
            from (
              select account, day, sum(effective) as effective, sum(recorded) as recorded
              from (
                select account, (effective_at at time zone 'UTC')::date as day, net as effective, 0 as recorded
                from ledger.dated where account = any(?)
                union all
                select account, (recorded_at at time zone 'UTC')::date, 0, net from ledger.dated where account = any(?)
              ) nets group by account, day
            ) n
            full join (select account, day, effective_net, recorded_net from ledger.dated_day where account = any(?)) d
              on d.account = n.account and d.day = n.day
            join ledger.account a on a.id = coalesce(d.account, n.account)
            where coalesce(d.effective_net, 0) <> coalesce(n.effective, 0)
               or coalesce(d.recorded_net, 0) <> coalesce(n.recorded, 0)
            """;

    private static final String NEXT_WITHOUT_HISTORY = """
            select max(id), count(*) from (
              select id from ledger.account where not keeps_history and id > ? order by id limit ?
            ) chunk
            """;

    private static final String MOVED_WITHOUT_HISTORY = """
            select account, sum(net)
            from (
              select from_account as account, -amount as net from ledger.transfer
              where entry > ? and entry <= ? and from_balance is null and from_account > ? and from_account <= ?
              union all
              select to_account, amount from ledger.transfer
              where entry > ? and entry <= ? and to_balance is null and to_account > ? and to_account <= ?
            ) moved group by account
            """;

    private static final String BALANCES_WITHOUT_HISTORY = """
            select a.id, b.posted from ledger.account a join ledger.balance b on b.account = a.id
            where not a.keeps_history and a.id > ? and a.id <= ? order by a.id limit ?
            """;

    /** Balance and transfers in one snapshot. */
    private static final String WITHOUT_HISTORY = """
            select 'account ' || a.code || ' says ' || b.posted || ', its transfers leave ' || coalesce(sum(m.net), 0)
            from ledger.account a
            join ledger.balance b on b.account = a.id
            left join (
              select from_account as account, -amount as net from ledger.transfer
              where from_account = any(?) and from_balance is null
              union all
              select to_account, amount from ledger.transfer where to_account = any(?) and to_balance is null
            ) m on m.account = a.id
            where a.id = any(?)
            group by a.id, a.code, b.posted
            having b.posted <> coalesce(sum(m.net), 0)
            """;

    private static final String HOLDS_WITHOUT_HISTORY = """
            select 'account ' || code || ' says reserved in ' || reserved_in || ' and out ' || reserved_out
                   || ', its holds are ' || held_in || ' and ' || held_out
            from (
              select a.code, b.reserved_in, b.reserved_out,
                     (select coalesce(sum(remaining), 0) from ledger.hold where to_account = a.id) as held_in,
                     (select coalesce(sum(remaining), 0) from ledger.hold where from_account = a.id) as held_out
              from ledger.account a join ledger.balance b on b.account = a.id
              where not a.keeps_history and a.id > ? and a.id <= ?
            ) held
            where reserved_in <> held_in or reserved_out <> held_out
            """;

    private static final String SUMS = """
            select a.asset || ' sums to ' || sum(b.posted) || ', reserved in ' || sum(b.reserved_in) || ' and out '
                   || sum(b.reserved_out)
            from ledger.account a join ledger.balance b on b.account = a.id group by a.asset
            having sum(b.posted) <> 0 or sum(b.reserved_in) <> sum(b.reserved_out)
            """;

    private static final String ONE_BALANCE_EACH = """
            select 'account ' || coalesce(a.code, b.account::text) || ' has ' || count(b.account)
                   || ' balances, or another minimum or maximum there'
            from ledger.account a full join ledger.balance b on b.account = a.id
            group by a.id, b.account
            having count(a.id) <> 1 or count(b.account) <> 1
                or min(b.minimum) <> min(a.minimum) or max(b.maximum) <> max(a.maximum)
            """;

    private static final String NEXT_ENTRIES = """
            select max(id) from (select id from ledger.entry where id > ? order by id limit ?) as chunk
            """;

    private static final List<EntryCheck> OWN_CHECKS = List.of(
            new EntryCheck("transfer-has-entry", """
                    select 'transfer ' || t.entry || '.' || t.n || ' has no entry'
                    from ledger.transfer t
                    where t.entry > ? and t.entry <= ?
                      -- offset 0: looked up entry by entry; as a join all entries would be read for every chunk
                      and not exists (select from ledger.entry e
                                      where e.id = t.entry and e.phase in ('POST', 'SETTLE', 'REVERSE') offset 0)
                    """),
            new EntryCheck("transfer-between-accounts-of-one-asset", """
                    select 'transfer ' || t.entry || '.' || t.n || ' is between ' || coalesce(f.asset, 'nothing')
                           || ' and ' || coalesce(o.asset, 'nothing')
                    from ledger.transfer t
                    left join ledger.account f on f.id = t.from_account
                    left join ledger.account o on o.id = t.to_account
                    where t.entry > ? and t.entry <= ? and f.asset is distinct from o.asset
                    """),
            new EntryCheck("reservation-is-settled-held-or-let-go", """
                    select 'reservation ' || r.entry || '.' || r.n || ' of ' || r.amount || ': settled ' || s.amount
                           || ', held ' || coalesce(h.remaining, 0)
                    from ledger.entry e
                    join ledger.reserved r on r.entry = e.id
                    left join ledger.hold h on h.reservation = r.entry and h.n = r.n
                    cross join lateral (
                      select coalesce(sum(t.amount), 0) as amount
                      from ledger.entry x join ledger.transfer t on t.entry = x.id
                      where x.origin = e.id and x.phase = 'SETTLE' and t.origin_transfer = r.n
                    ) s
                    cross join lateral (
                      select count(*) > 0 as over
                      from ledger.entry x where x.origin = e.id and x.phase in ('RELEASE', 'EXPIRE')
                    ) l
                    where e.id > ? and e.id <= ? and e.phase = 'RESERVE'
                      and case when l.over then s.amount > r.amount or h.remaining is not null
                               else s.amount + coalesce(h.remaining, 0) <> r.amount end
                    """),
            new EntryCheck("balance-after-kept-as-the-account-says", """
                    select 'transfer ' || t.entry || '.' || t.n || ' has a balance too many or too few'
                    from ledger.transfer t
                    join ledger.account f on f.id = t.from_account
                    join ledger.account o on o.id = t.to_account
                    where t.entry > ? and t.entry <= ?
                      and (f.keeps_history <> (t.from_balance is not null) or o.keeps_history <> (t.to_balance is not null))
                    """),
            new EntryCheck("reserved-follows", """
                    select 'account ' || b.account || ': reserved ' || b.reserved_in || ' in and ' || b.reserved_out
                           || ' out does not follow at entry ' || b.entry
                    from ledger.reserved_balance b
                    join ledger.entry e on e.id = b.entry
                    left join lateral (
                      select p.reserved_in, p.reserved_out from ledger.reserved_balance p
                      where p.account = b.account and p.entry < b.entry order by p.entry desc limit 1
                    ) before on true
                    cross join lateral (
                      select coalesce(sum(c.amount) filter (where c.to_account = b.account), 0) as more_in,
                             coalesce(sum(c.amount) filter (where c.from_account = b.account), 0) as more_out
                      from (
                        select r.from_account, r.to_account, r.amount from ledger.reserved r where r.entry = e.id
                        union all
                        select t.from_account, t.to_account, -t.amount from ledger.transfer t
                        where t.entry = e.id and e.phase = 'SETTLE' and t.origin_transfer is not null
                        union all
                        select r.from_account, r.to_account, -r.amount + (
                                 select coalesce(sum(t.amount), 0)
                                 from ledger.entry x join ledger.transfer t on t.entry = x.id
                                 where x.origin = e.origin and x.phase = 'SETTLE' and x.id < e.id and t.origin_transfer = r.n)
                        from ledger.reserved r where r.entry = e.origin and e.phase in ('RELEASE', 'EXPIRE')
                      ) c
                    ) change
                    where b.entry > ? and b.entry <= ?
                      and (b.reserved_in <> coalesce(before.reserved_in, 0) + change.more_in
                        or b.reserved_out <> coalesce(before.reserved_out, 0) + change.more_out)
                    """),
            new EntryCheck("dated-as-it-moved", """
                    select 'entry ' || coalesce(m.entry, d.entry) || ' moved ' || coalesce(m.net, 0) || ' of account '
                           || coalesce(m.account, d.account) || ' at another time, kept is ' || coalesce(d.net, 0)
                    from (
                      select e.id as entry, s.account, sum(s.net) as net
                      from ledger.entry e
                      cross join lateral (
                        select from_account as account, -amount as net from ledger.transfer
                        where entry = e.id and from_balance is not null
                        union all
                        select to_account, amount from ledger.transfer where entry = e.id and to_balance is not null
                      ) s
                      where e.id > ? and e.id <= ? and e.effective_at <> e.recorded_at
                      group by e.id, s.account having sum(s.net) <> 0
                    ) m
                    left join ledger.dated d on d.account = m.account and d.entry = m.entry
                    where d.net is distinct from m.net
                    """),
            new EntryCheck("reversal-is-within-its-origin", """
                    select 'entry ' || o.id || '.' || o.n || ' is reversed by ' || sum(t.amount) || ' of '
                           || coalesce(w.amount, 0)
                    from (
                      select distinct e.origin as id, t.origin_transfer as n
                      from ledger.entry e join ledger.transfer t on t.entry = e.id
                      where e.id > ? and e.id <= ? and e.phase = 'REVERSE' and t.origin_transfer is not null
                    ) o
                    join ledger.entry e on e.origin = o.id and e.phase = 'REVERSE'
                    join ledger.transfer t on t.entry = e.id and t.origin_transfer = o.n
                    left join ledger.transfer w on w.entry = o.id and w.n = o.n
                    group by o.id, o.n, w.amount, w.from_account, w.to_account
                    having sum(t.amount) > coalesce(w.amount, 0)
                        or bool_or(t.from_account is distinct from w.to_account)
                        or bool_or(t.to_account is distinct from w.from_account)
                    """));

    private static final String ONCE_KEYS = """
            select k.key, k.entry, e.id is not null
            from (select key, entry from ledger.once_key where key > ? order by key limit ?) k
            left join ledger.entry e on e.id = k.entry
            order by k.key
            """;

    /** Hears how far a part is; called after every chunk. */
    @FunctionalInterface
    public interface Progress {
        void at(String part, long done, long total);
    }

    private final DataSource database;
    private final Progress progress;
    private final List<VerificationReport.Finding> findings = new ArrayList<>();
    private long found;

    private Verification(DataSource database, Progress progress) {
        this.database = database;
        this.progress = progress;
    }

    public static VerificationReport run(DataSource database, Progress progress) throws SQLException {
        return run(database, List.of(), progress);
    }

    public static VerificationReport run(DataSource database, List<EntryCheck> companions, Progress progress)
            throws SQLException {
        return new Verification(database, progress).run(companions);
    }

    private VerificationReport run(List<EntryCheck> companions) throws SQLException {
        List<EntryCheck> checks = new ArrayList<>(OWN_CHECKS);
        checks.addAll(companions);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            try (PreparedStatement statement = connection.prepareStatement(SUMS)) {
                name("asset-sums-to-zero", statement);
            }
            try (PreparedStatement statement = connection.prepareStatement(ONE_BALANCE_EACH)) {
                name("one-balance-an-account", statement);
            }
            long[] accounts = accounts(connection);
            long last = entries(connection, checks);
            accounts[0] += withoutHistory(connection, last);
            long keys = onceKeys(connection);
            return new VerificationReport(accounts[0], accounts[1], last >> 16, keys, findings, found);
        }
    }

    /** An account and how far its movements were read. */
    private record Reading(long account, long entry, int n, long balance) {}

    private long[] accounts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(IN_THE_ORDER_OF_INDEXES);
            try {
                return accountsInOrder(connection);
            } finally {
                statement.execute("reset enable_sort");
            }
        }
    }

    private long[] accountsInOrder(Connection connection) throws SQLException {
        long total = number(connection, "select count(*) from ledger.account where keeps_history");
        long accounts = 0;
        long movements = 0;
        List<Reading> chunk = nextAccounts(connection, 0);
        while (!chunk.isEmpty()) {
            List<Reading> unfinished = chunk;
            while (!unfinished.isEmpty()) {
                List<Reading> more = new ArrayList<>();
                movements += movements(connection, unfinished, more);
                unfinished = more;
                progress.at("accounts", Math.min(accounts, total), total);
            }
            days(connection, chunk);
            accounts += chunk.size();
            progress.at("accounts", accounts, Math.max(accounts, total));
            chunk = nextAccounts(connection, chunk.getLast().account());
        }
        return new long[] {accounts, movements};
    }

    private void days(Connection connection, List<Reading> readings) throws SQLException {
        long[] accounts = readings.stream().mapToLong(Reading::account).toArray();
        try (PreparedStatement statement = connection.prepareStatement(DAYS)) {
            statement.setObject(1, accounts);
            statement.setObject(2, accounts);
            statement.setObject(3, accounts);
            name("dated-days", statement);
        }
    }

    /**
     * Accounts without a history have no balance after each transfer to follow, so their transfers are summed up to the end, for
     * so many accounts at a time as fit the memory. Who writes meanwhile makes suspects of right accounts: only those are read
     * again, each with its transfers in one snapshot.
     */
    private long withoutHistory(Connection connection, long end) throws SQLException {
        long accounts = 0;
        long after = 0;
        long read;
        do {
            long last = after;
            try (PreparedStatement statement = connection.prepareStatement(NEXT_WITHOUT_HISTORY)) {
                statement.setLong(1, after);
                statement.setInt(2, SUMMED_AT_ONCE);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    last = row.getLong(1);
                    read = row.getLong(2);
                }
            }
            if (read > 0) {
                suspects(connection, after, last, sums(connection, end, after, last));
            }
            accounts += read;
            after = last;
        } while (read == SUMMED_AT_ONCE);
        return accounts;
    }

    /** What the transfers up to the end moved of the accounts after one up to another. */
    private Map<Long, Long> sums(Connection connection, long end, long afterAccount, long upToAccount)
            throws SQLException {
        Map<Long, Long> sums = new HashMap<>();
        for (long after = 0; after < end; ) {
            long upTo = nextEntries(connection, after, end);
            try (PreparedStatement statement = connection.prepareStatement(MOVED_WITHOUT_HISTORY)) {
                for (int side = 0; side < 2; side++) {
                    statement.setLong(4 * side + 1, after);
                    statement.setLong(4 * side + 2, upTo);
                    statement.setLong(4 * side + 3, afterAccount);
                    statement.setLong(4 * side + 4, upToAccount);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        sums.merge(rows.getLong(1), rows.getLong(2), Long::sum);
                    }
                }
            }
            after = upTo;
            progress.at("accounts without a history", after >> 16, end >> 16);
        }
        return sums;
    }

    private void suspects(Connection connection, long afterAccount, long upToAccount, Map<Long, Long> sums)
            throws SQLException {
        long after = afterAccount;
        while (after < upToAccount) {
            List<Long> suspects = new ArrayList<>();
            long last = upToAccount;
            try (PreparedStatement statement = connection.prepareStatement(BALANCES_WITHOUT_HISTORY)) {
                statement.setLong(1, after);
                statement.setLong(2, upToAccount);
                statement.setInt(3, ACCOUNTS_AT_ONCE);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        last = rows.getLong(1);
                        if (rows.getLong(2) != sums.getOrDefault(last, 0L)) {
                            suspects.add(last);
                        }
                    }
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(HOLDS_WITHOUT_HISTORY)) {
                statement.setLong(1, after);
                statement.setLong(2, last);
                name("holds", statement);
            }
            if (!suspects.isEmpty()) {
                long[] ids = suspects.stream().mapToLong(Long::longValue).toArray();
                try (PreparedStatement statement = connection.prepareStatement(WITHOUT_HISTORY)) {
                    statement.setObject(1, ids);
                    statement.setObject(2, ids);
                    statement.setObject(3, ids);
                    name("balance", statement);
                }
            }
            after = last;
        }
    }

    private static List<Reading> nextAccounts(Connection connection, long after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEXT_ACCOUNTS)) {
            statement.setLong(1, after);
            statement.setInt(2, ACCOUNTS_AT_ONCE);
            List<Reading> readings = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    readings.add(new Reading(rows.getLong(1), 0, 0, 0));
                }
            }
            return readings;
        }
    }

    private long movements(Connection connection, List<Reading> readings, List<Reading> unfinished)
            throws SQLException {
        long movements = 0;
        try (PreparedStatement statement = connection.prepareStatement(MOVEMENTS)) {
            statement.setObject(1, readings.stream().mapToLong(Reading::account).toArray());
            statement.setObject(2, readings.stream().mapToLong(Reading::entry).toArray());
            statement.setObject(3, readings.stream().mapToInt(Reading::n).toArray());
            statement.setObject(4, readings.stream().mapToLong(Reading::balance).toArray());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long read = row.getLong(6);
                    movements += read;
                    judge(row, read < MOVEMENTS_AT_ONCE);
                    if (read >= MOVEMENTS_AT_ONCE) {
                        unfinished.add(new Reading(row.getLong(1), row.getLong(7), row.getInt(8), row.getLong(9)));
                    }
                }
            }
        }
        return movements;
    }

    private void judge(ResultSet row, boolean atEnd) throws SQLException {
        String code = row.getString(2);
        long broken = row.getLong(10);
        if (!row.wasNull()) {
            add("balance-after", "account " + code + ": does not follow at entry " + broken);
        }
        if (!atEnd) {
            return;
        }
        if (row.getLong(3) != row.getLong(9)) {
            add("balance", "account " + code + " says " + row.getLong(3) + ", its transfers leave " + row.getLong(9));
        }
        if (row.getLong(4) != row.getLong(11) || row.getLong(5) != row.getLong(12)) {
            add(
                    "holds",
                    "account " + code + " says reserved in " + row.getLong(4) + " and out " + row.getLong(5)
                            + ", its holds are " + row.getLong(11) + " and " + row.getLong(12));
        }
        if (row.getLong(4) != row.getLong(13) || row.getLong(5) != row.getLong(14)) {
            add("reserved-history", "account " + code + ": what is reserved is not what its history ends with");
        }
    }

    private long entries(Connection connection, List<EntryCheck> checks) throws SQLException {
        long end = number(connection, "select coalesce(max(id), 0) from ledger.entry");
        long after = 0;
        while (after < end) {
            long upTo = nextEntries(connection, after, end);
            for (EntryCheck check : checks) {
                try (PreparedStatement statement = connection.prepareStatement(check.sql())) {
                    statement.setLong(1, after);
                    statement.setLong(2, upTo);
                    name(check.name(), statement);
                }
            }
            after = upTo;
            progress.at("entries", after >> 16, end >> 16);
        }
        return end;
    }

    private static long nextEntries(Connection connection, long after, long end) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEXT_ENTRIES)) {
            statement.setLong(1, after);
            statement.setInt(2, ENTRIES_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Math.min(end, row.getLong(1));
            }
        }
    }

    private long onceKeys(Connection connection) throws SQLException {
        long total = number(connection, "select count(*) from ledger.once_key");
        long keys = 0;
        byte[] after = new byte[0];
        int read;
        do {
            read = 0;
            try (PreparedStatement statement = connection.prepareStatement(ONCE_KEYS)) {
                statement.setBytes(1, after);
                statement.setInt(2, KEYS_AT_ONCE);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        read++;
                        after = rows.getBytes(1);
                        long entry = rows.getLong(2);
                        if (!rows.wasNull() && !rows.getBoolean(3)) {
                            add("once-key", "a once-key leads to entry " + entry + ", which is not there");
                        }
                    }
                }
            }
            keys += read;
            progress.at("once-keys", keys, Math.max(keys, total));
        } while (read == KEYS_AT_ONCE);
        return keys;
    }

    private void name(String check, PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                add(check, rows.getString(1));
            }
        }
    }

    private void add(String check, @Nullable String what) {
        found++;
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new VerificationReport.Finding(check, what == null ? "a row without a name" : what));
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
