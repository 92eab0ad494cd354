package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Why and by whom wallets were frozen, freed and closed; what holds is in the books. */
@Component
class FreezeStore {
    private final JdbcClient jdbc;

    FreezeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Change(WalletState state, String reason, String changedBy, Instant at) {}

    void add(String personId, Change change) {
        jdbc.sql("""
                        insert into wallets.freeze_change (person_id, state, reason, changed_by, changed_at)
                        values (:person, :state, :reason, :by, :at)
                        """)
                .param("person", personId)
                .param("state", change.state().name())
                .param("reason", change.reason())
                .param("by", change.changedBy())
                .param("at", DatabaseTime.utc(change.at()))
                .update();
    }

    Optional<Change> latest(String personId) {
        return jdbc.sql("""
                        select state, reason, changed_by, changed_at from wallets.freeze_change
                         where person_id = :person order by id desc limit 1
                        """)
                .param("person", personId)
                .query((row, _) -> new Change(
                        WalletState.valueOf(row.getString("state")),
                        row.getString("reason"),
                        row.getString("changed_by"),
                        DatabaseTime.instant(row, "changed_at")))
                .optional();
    }
}
