package io.tongbao.payments;

import io.tongbao.ledger.Currency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings in payments that happened elsewhere and before: the same price, entry and rows as of any payment, dated back, each
 * funded by an import top-up of the exact amount in the same entry. Whoever calls this has the import right. Bringing in
 * the same again changes nothing.
 */
public interface PaymentImport {

    Paid pay(Sale sale);

    Returned refund(Return back);

    /**
     * @param number the merchant's own number of the sale, once for a merchant
     * @param at when it happened; schedules and business days are judged by it
     */
    record Sale(String customerId, String merchantId, Currency currency, String number, List<Item> items, Instant at) {
        public Sale {
            items = List.copyOf(items);
        }
    }

    record Item(String product, String name, Optional<String> category, long unitPriceMinor, int quantity) {}

    /** @param number the merchant's own number of the return, once for a payment */
    record Return(String paymentId, String number, long grossMinor, Instant at) {}

    /** @param before whether it had been brought in already */
    record Paid(String paymentId, long entryId, long grossMinor, long discountMinor, long paidMinor, boolean before) {}

    record Returned(String refundId, long entryId, long grossMinor, boolean full) {}

    /** What was brought in does not fit what is there: the same number with another content, or more than is left. */
    final class DoesNotFit extends RuntimeException {
        public DoesNotFit(String message) {
            super(message);
        }
    }
}
