package io.tongbao.payments.internal;

import io.tongbao.wallets.PaymentsByEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the wallets' statements which entries are payments and refunds. */
@Component
class PaymentsOnStatements implements PaymentsByEntry {
    private final JdbcClient jdbc;

    PaymentsOnStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Long, Paid> of(Collection<Long> entryIds) {
        Map<Long, Paid> found = new HashMap<>();
        jdbc.sql("""
                        select entry_id, id, merchant_id from payments.payment where entry_id = any(:entries)
                        union all
                        select entry_id, id, merchant_id from payments.refund where entry_id = any(:entries)
                        """).param("entries", entryIds.toArray(Long[]::new)).query(row -> {
            found.put(row.getLong("entry_id"), new Paid(row.getString("id"), row.getString("merchant_id")));
        });
        return found;
    }
}
