package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What befell a customer's wallet, read from where each thing is kept. */
@Component
class TimelineStore {
    private final JdbcClient jdbc;

    TimelineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Kind {
        PAYMENT,
        REFUND,
        TOP_UP,
        WITHDRAWAL,
        SEND_IN,
        SEND_OUT,
        WALLET_STATE,
        CARD_LINKED,
        CARD_REMOVED
    }

    /**
     * @param otherId the shop, the other person or the card; of a wallet's state who changed it
     * @param amount of a bill, with its sign
     * @param state of a bill how it stands, of a wallet what stood still from then on
     * @param referenceId of a bill what to open
     * @param reason why the wallet's state was changed
     */
    record Happening(
            String id,
            Instant at,
            Kind kind,
            String otherId,
            Optional<Money> amount,
            Optional<String> state,
            Optional<String> referenceId,
            Optional<String> reason) {}

    record Position(Instant at, String id) {}

    /** Newest first; each source is asked for no more than the page can take. */
    List<Happening> list(String personId, Optional<Position> before, int limit) {
        return jdbc.sql("""
                        select * from (
                          (select at, id, kind, counterparty_id as other_id, minor, currency, state, reference_id,
                                  null as reason
                             from wallets.bill
                            where person_id = :person
                              and (:beforeAt::timestamptz is null or (at, id) < (:beforeAt, :beforeId))
                            order by at desc, id desc limit :limit)
                          union all
                          (select changed_at, 'state/' || id, 'wallet_state', changed_by, null, null, state, null, reason
                             from wallets.freeze_change
                            where person_id = :person
                              and (:beforeAt::timestamptz is null
                                   or (changed_at, ('state/' || id) collate "C") < (:beforeAt, :beforeId))
                            order by changed_at desc, ('state/' || id) collate "C" desc limit :limit)
                          union all
                          (select linked_at, 'linked/' || id, 'card_linked', id, null, null, null, null, null
                             from wallets.card
                            where person_id = :person
                              and (:beforeAt::timestamptz is null
                                   or (linked_at, ('linked/' || id) collate "C") < (:beforeAt, :beforeId))
                            order by linked_at desc, ('linked/' || id) collate "C" desc limit :limit)
                          union all
                          (select removed_at, 'removed/' || id, 'card_removed', id, null, null, null, null, null
                             from wallets.card
                            where person_id = :person and removed_at is not null
                              and (:beforeAt::timestamptz is null
                                   or (removed_at, ('removed/' || id) collate "C") < (:beforeAt, :beforeId))
                            order by removed_at desc, ('removed/' || id) collate "C" desc limit :limit)
                        ) happened
                        order by at desc, id collate "C" desc
                        limit :limit
                        """)
                .param("person", personId)
                .param(
                        "beforeAt",
                        before.map(position -> DatabaseTime.utc(position.at())).orElse(null))
                .param("beforeId", before.map(Position::id).orElse(null))
                .param("limit", limit)
                .query(TimelineStore::happening)
                .list();
    }

    private static Happening happening(ResultSet row, int index) throws SQLException {
        long minor = row.getLong("minor");
        Optional<Money> amount =
                row.wasNull() ? Optional.empty() : Optional.of(Money.of(minor, row.getString("currency")));
        return new Happening(
                row.getString("id"),
                DatabaseTime.instant(row, "at"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("other_id"),
                amount,
                Optional.ofNullable(row.getString("state")),
                Optional.ofNullable(row.getString("reference_id")),
                Optional.ofNullable(row.getString("reason")));
    }
}
