package io.tongbao.wallets;

import java.util.Collection;
import java.util.Map;

/** Which payments and refunds entries of the books are, asked set-wise of whoever makes them; implemented above. */
public interface PaymentsByEntry {

    /** The payments and refunds by entry; entries that are none are absent. */
    Map<Long, Paid> of(Collection<Long> entryIds);

    /** @param id the payment's or the refund's, which is its bill's */
    record Paid(String id, String merchantId) {}
}
