package io.tongbao.payments.internal;

import io.tongbao.ledger.Transfer;
import io.tongbao.payments.Accounts;
import io.tongbao.promotions.Refunds;
import java.util.List;

/** Where a payment's cash came from, or where a part of it goes back to. Amounts are minor units. */
record PaidFrom(long bonus, long wallet, long card) {

    /** How much of it was bonus the books alone know: the draw was made there. */
    static PaidFrom of(PaymentRow payment, List<Transfer> transfers) {
        long bonus = bonus(payment, transfers);
        return new PaidFrom(bonus, payment.fromBalance() - bonus, payment.fromCard());
    }

    static long bonus(PaymentRow payment, List<Transfer> transfers) {
        String account =
                Accounts.bonus(payment.customerId(), payment.currency()).code();
        return transfers.stream()
                .filter(transfer -> transfer.fromCode().equals(account))
                .mapToLong(Transfer::amount)
                .sum();
    }

    /** What of a refund's cash goes back to each. */
    PaidFrom back(PaymentRow payment, long refunded, long gross) {
        List<Long> parts =
                Refunds.cashToSources(payment.price().shares(), List.of(bonus, wallet, card), refunded, gross);
        return new PaidFrom(parts.get(0), parts.get(1), parts.get(2));
    }
}
