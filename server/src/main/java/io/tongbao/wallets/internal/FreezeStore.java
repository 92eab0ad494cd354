package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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

    /** What the last change of each was; of whose wallet nothing was ever changed is absent. */
    Map<String, Change> latest(Collection<String> personIds) {
        Map<String, Change> latest = HashMap.newHashMap(personIds.size());
        jdbc.sql("""
                        select distinct on (person_id) person_id, state, reason, changed_by, changed_at
                          from wallets.freeze_change where person_id = any(:persons)
                         order by person_id, id desc
                        """).param("persons", personIds.toArray(String[]::new)).query(row -> {
            latest.put(
                    row.getString("person_id"),
                    new Change(
                            WalletState.valueOf(row.getString("state")),
                            row.getString("reason"),
                            row.getString("changed_by"),
                            DatabaseTime.instant(row, "changed_at")));
        });
        return latest;
    }
}
