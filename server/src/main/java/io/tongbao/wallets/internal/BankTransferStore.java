package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import io.tongbao.wallets.internal.BankTransfer.Direction;
import io.tongbao.wallets.internal.BankTransfer.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BankTransferStore {
    private static final String COLUMNS = """
            select id, direction, person_id, minor, currency, reference, state, made_by, made_at, decided_by, decided_at,
                   reservation
              from wallets.bank_transfer
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    BankTransferStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(BankTransfer transfer) {
        jdbc.sql("""
                        insert into wallets.bank_transfer
                          (id, direction, person_id, minor, currency, reference, state, made_by, made_at, reservation)
                        values (:id, :direction, :person, :minor, :currency, :reference, :state, :made_by, :made_at,
                                :reservation)
                        """)
                .param("id", transfer.id())
                .param("direction", code(transfer.direction()))
                .param("person", transfer.personId())
                .param("minor", transfer.amount().minor())
                .param("currency", transfer.amount().currency().code())
                .param("reference", transfer.reference())
                .param("state", code(transfer.state()))
                .param("made_by", transfer.madeBy())
                .param("made_at", DatabaseTime.utc(transfer.madeAt()))
                .param(
                        "reservation",
                        transfer.reservation().isPresent()
                                ? transfer.reservation().getAsLong()
                                : null)
                .update();
    }

    boolean isReferenceUsed(Direction direction, String reference) {
        return jdbc.sql("""
                        select exists (
                          select from wallets.bank_transfer
                           where direction = :direction and reference = :reference and state <> 'rejected')
                        """)
                .param("direction", code(direction))
                .param("reference", reference)
                .query(Boolean.class)
                .single();
    }

    Optional<BankTransfer> find(String id) {
        return jdbc.sql(COLUMNS + " where id = :id")
                .param("id", id)
                .query(BankTransferStore::transfer)
                .optional();
    }

    Optional<BankTransfer> lock(String id) {
        return jdbc.sql(COLUMNS + " where id = :id for update")
                .param("id", id)
                .query(BankTransferStore::transfer)
                .optional();
    }

    /** Newest first, before the id given. */
    List<BankTransfer> list(Optional<State> state, Optional<String> before, int limit) {
        return jdbc.sql(COLUMNS + """
                         where (:state::text is null or state = :state) and (:before::text is null or id < :before)
                         order by id desc limit :limit
                        """)
                .param("state", state.map(BankTransferStore::code).orElse(null))
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query(BankTransferStore::transfer)
                .list();
    }

    void decided(String id, State state, String by) {
        jdbc.sql("""
                        update wallets.bank_transfer set state = :state, decided_by = :by, decided_at = :now
                         where id = :id and state = 'proposed'
                        """)
                .param("state", code(state))
                .param("by", by)
                .param("now", now())
                .param("id", id)
                .update();
    }

    void approved(String id, long entryId) {
        jdbc.sql("""
                        update wallets.bank_transfer set state = 'approved', entry_id = :entry
                         where id = :id and state = 'approving'
                        """).param("entry", entryId).param("id", id).update();
    }

    /** The books refused it: to be decided again. */
    void proposedAgain(String id) {
        jdbc.sql("""
                        update wallets.bank_transfer set state = 'proposed', decided_by = null, decided_at = null
                         where id = :id and state = 'approving'
                        """).param("id", id).update();
    }

    private static BankTransfer transfer(ResultSet row, int index) throws SQLException {
        return new BankTransfer(
                row.getString("id"),
                Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
                row.getString("person_id"),
                Money.of(row.getLong("minor"), row.getString("currency")),
                row.getString("reference"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("made_by"),
                DatabaseTime.instant(row, "made_at"),
                Optional.ofNullable(row.getString("decided_by")),
                Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                reservation(row));
    }

    private static OptionalLong reservation(ResultSet row) throws SQLException {
        long reservation = row.getLong("reservation");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(reservation);
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private OffsetDateTime now() {
        return DatabaseTime.utc(clock.instant());
    }
}
