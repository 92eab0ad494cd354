package io.tongbao.payments.internal;

import io.tongbao.ledger.OnceKey;
import io.tongbao.payments.Channel;
import io.tongbao.payments.PaymentImport;
import io.tongbao.platform.TypeIds;
import io.tongbao.promotions.Reason;
import io.tongbao.promotions.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;

@Service
class ImportingPayments implements PaymentImport {
    private static final String IMPORTED_BY = "import";
    private static final int PRICED_AT_MOST = 3;
    private static final int TRIES_WHEN_BUSY = 100;

    private final PricingBaskets pricing;
    private final PostingPayments posting;
    private final RefundingPayments refunding;
    private final PaymentStore store;

    ImportingPayments(
            PricingBaskets pricing, PostingPayments posting, RefundingPayments refunding, PaymentStore store) {
        this.pricing = pricing;
        this.posting = posting;
        this.refunding = refunding;
        this.store = store;
    }

    @Override
    public Paid pay(Sale sale) {
        List<PinnedPrice.Line> lines = lines(sale);
        Map<String, Reason> refused = new HashMap<>();
        OnceKey once = OnceKey.of(false, facts(sale), "import", sale.merchantId(), sale.number());
        Patience patience = new Patience();
        for (int tries = 1; ; ) {
            PinnedPrice price = pricing.price(new PricingBaskets.Question(
                            sale.customerId(),
                            before(sale.merchantId()),
                            sale.currency(),
                            Optional.of(sale.number()),
                            Optional.empty(),
                            lines,
                            sale.at(),
                            CouponChoice.NONE,
                            refused))
                    .price();
            PaymentRow payment = new PaymentRow(
                    TypeIds.next("pay"),
                    OptionalLong.empty(),
                    Channel.IMPORT,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(sale.number()),
                    sale.customerId(),
                    sale.merchantId(),
                    Optional.empty(),
                    sale.currency(),
                    price.frozen(),
                    Optional.empty(),
                    sale.at());
            switch (posting.post(payment, 0, Optional.of(once))) {
                case PostingPayments.Outcome.Posted posted -> {
                    return paid(posted.payment(), false);
                }
                case PostingPayments.Outcome.Before before -> {
                    return paid(before.known().payment(), true);
                }
                case PostingPayments.Outcome.OffersRefused offers -> {
                    if (tries++ >= PRICED_AT_MOST) {
                        throw new DoesNotFit("Sale " + sale.number() + " can't be priced: " + offers.offers());
                    }
                    refused.putAll(offers.offers());
                }
                case PostingPayments.Outcome.Refused busy
                when busy.result() instanceof PayResult.Busy && patience.lasts() -> pause();
                case PostingPayments.Outcome.Refused no ->
                    throw new DoesNotFit("Sale " + sale.number() + " is refused: " + no.result());
            }
        }
    }

    @Override
    public Returned refund(Return back) {
        PaymentRow payment = store.payment(back.paymentId())
                .orElseThrow(() -> new DoesNotFit("There is no payment " + back.paymentId()));
        OnceKey once = OnceKey.of(
                false,
                back.paymentId() + " " + back.grossMinor(),
                "import-refund",
                payment.merchantId(),
                back.number(),
                back.paymentId());
        RefundingPayments.Asked asked = new RefundingPayments.Asked(
                payment,
                back.grossMinor(),
                Optional.of("Cancellation " + back.number()),
                IMPORTED_BY,
                once,
                back.at(),
                true);
        Patience patience = new Patience();
        while (true) {
            switch (refunding.refund(asked)) {
                case RefundingPayments.Outcome.Refunded refunded -> {
                    RefundRow refund = refunded.refund();
                    return new Returned(refund.id(), refund.entryId().orElseThrow(), refund.gross(), refund.full());
                }
                case RefundingPayments.Outcome.Busy _ when patience.lasts() -> pause();
                case RefundingPayments.Outcome no ->
                    throw new DoesNotFit(
                            "Return " + back.number() + " of payment " + back.paymentId() + " is refused: " + no);
            }
        }
    }

    /** How it was paid is not told by the history: offers that ask for it are not met. */
    static Setting before(String merchantId) {
        return new Setting(
                Optional.of(merchantId),
                Optional.empty(),
                Optional.of(Channel.IMPORT.code()),
                Optional.empty(),
                Optional.empty());
    }

    private static List<PinnedPrice.Line> lines(Sale sale) {
        List<PinnedPrice.Line> lines = new ArrayList<>(sale.items().size());
        for (Item item : sale.items()) {
            lines.add(new PinnedPrice.Line(
                    Integer.toString(lines.size() + 1),
                    item.name(),
                    Optional.of(item.product()),
                    item.category(),
                    item.unitPriceMinor(),
                    item.quantity(),
                    0));
        }
        return lines;
    }

    /** What makes it the same sale: not the price, which another offer might change. */
    private static String facts(Sale sale) {
        StringBuilder facts = new StringBuilder();
        facts.append(sale.customerId())
                .append('|')
                .append(sale.currency())
                .append('|')
                .append(sale.at());
        for (Item item : sale.items()) {
            facts.append('|').append(item.product().length()).append(':').append(item.product());
            facts.append(' ').append(item.unitPriceMinor()).append('x').append(item.quantity());
        }
        return facts.toString();
    }

    private static Paid paid(PaymentRow payment, boolean before) {
        PinnedPrice price = payment.price();
        return new Paid(
                payment.id(),
                payment.entryId().orElseThrow(),
                price.gross(),
                price.discount(),
                price.payable(),
                before);
    }

    /** How often busy books are asked again. */
    private static final class Patience {
        private int tries = TRIES_WHEN_BUSY;

        boolean lasts() {
            return tries-- > 0;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for the books", e);
        }
    }
}
