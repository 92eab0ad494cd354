package io.tongbao.wallets.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the wallets themselves know of the entries that moved a person's money. */
@Component
class MovementStore {
    private final JdbcClient jdbc;

    MovementStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param id its bill's
     * @param otherId the card or the other person; a bank transfer has nobody to name
     */
    record Movement(String id, Optional<String> otherId) {}

    /** Top-ups, withdrawals, sends and bank transfers by entry, as this person sees them. */
    Map<Long, Movement> of(String personId, Collection<Long> entryIds) {
        Map<Long, Movement> found = new HashMap<>();
        jdbc.sql("""
                        select entry_id, id, card_id as other_id
                          from wallets.card_movement where entry_id = any(:entries) and person_id = :person
                        union all
                        select entry_id, id, case when sender_id = :person then recipient_id else sender_id end
                          from wallets.send where entry_id = any(:entries) and :person in (sender_id, recipient_id)
                        union all
                        select entry_id, id, null
                          from wallets.bank_transfer where entry_id = any(:entries) and person_id = :person
                        """)
                .param("entries", entryIds.toArray(Long[]::new))
                .param("person", personId)
                .query(row -> {
                    found.put(
                            row.getLong("entry_id"),
                            new Movement(row.getString("id"), Optional.ofNullable(row.getString("other_id"))));
                });
        return found;
    }
}
