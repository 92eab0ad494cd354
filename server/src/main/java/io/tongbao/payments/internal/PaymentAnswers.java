package io.tongbao.payments.internal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tongbao.identity.People;
import io.tongbao.identity.PinCheck;
import io.tongbao.identity.Pins;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.merchants.PaymentQr;
import io.tongbao.platform.Money;
import io.tongbao.wallets.Cards;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the API says of quotes, payments, refunds and orders. */
@Component
class PaymentAnswers {
    private final Merchants merchants;
    private final People people;
    private final Pins pins;
    private final Cards cards;
    private final Ledger ledger;
    private final OrderStore orders;
    private final Clock clock;

    PaymentAnswers(
            Merchants merchants, People people, Pins pins, Cards cards, Ledger ledger, OrderStore orders, Clock clock) {
        this.merchants = merchants;
        this.people = people;
        this.pins = pins;
        this.cards = cards;
        this.ledger = ledger;
        this.orders = orders;
        this.clock = clock;
    }

    /** Who reads: decides what of the other side is shown. */
    enum Viewer {
        CUSTOMER,
        MERCHANT_OR_STAFF
    }

    @Schema(name = "MerchantPublic")
    record MerchantAnswer(
            @NotNull String id,
            @NotNull String name,
            @NotNull String category,
            @NotNull String city) {
        static MerchantAnswer of(MerchantProfile merchant) {
            return new MerchantAnswer(merchant.id(), merchant.name(), merchant.category(), merchant.city());
        }
    }

    @Schema(name = "AppliedOffer")
    record AppliedAnswer(
            @NotNull String offerId,
            int version,
            @NotNull String campaignId,
            @NotNull String name,

            @Schema(description = "A kind of benefit, such as spend_and_save.", example = "spend_and_save") @NotNull
            String kind,

            @NotNull Money discount,
            @NotNull Money cashback,
            @NotNull List<SponsorAnswer> sponsors) {}

    @Schema(name = "SponsorPart")
    record SponsorAnswer(
            @NotNull String sponsorId,
            @NotNull String name,
            @NotNull Money discount,
            @NotNull Money cashback) {}

    @Schema(name = "NotAppliedOffer", description = "An offer that did not apply, and the condition that failed.")
    record MissedAnswer(
            @NotNull String offerId,
            @NotNull String name,
            @NotNull String code,
            @NotNull String condition,
            @NotNull String seen) {}

    @Schema(name = "PricedLine")
    record LineAnswer(
            @NotNull String id,
            @NotNull String name,
            Optional<String> product,
            int quantity,
            @NotNull Money unitPrice,
            @NotNull Money amount,
            @NotNull Money discount) {}

    @Schema(name = "RunnerUp", description = "The best allowed combination of offers beside the one in the price.")
    record RunnerUpAnswer(
            @NotNull List<NamedOfferAnswer> offers,
            @NotNull Money discount,
            @NotNull Money cashback,

            @Schema(description = "Discount, cashback and gifts together.") @NotNull
            Money worth) {
        static RunnerUpAnswer of(PinnedPrice.RunnerUp second, Currency currency) {
            return new RunnerUpAnswer(
                    second.offers().stream()
                            .map(offer -> new NamedOfferAnswer(offer.offerId(), offer.name()))
                            .toList(),
                    new Money(second.discount(), currency),
                    new Money(second.cashback(), currency),
                    new Money(second.worth(), currency));
        }
    }

    @Schema(name = "NamedOffer")
    record NamedOfferAnswer(
            @NotNull String offerId, @NotNull String name) {}

    @Schema(name = "PaymentSource", description = "What a price is for to be paid with.")
    record SourceAnswer(
            @Schema(allowableValues = {"balance", "card"}) @NotNull
            String kind,

            @Schema(description = "The card's bank, by its code.")
            Optional<String> issuer,

            Optional<String> brand) {}

    @Schema(name = "QuoteCoupon", description = "A coupon of the customer that could be used here.")
    record CouponAnswer(
            @NotNull String couponId,
            @NotNull String offerId,
            @NotNull String name,
            @NotNull Instant until,

            @Schema(description = "Whether it may be used: it was chosen, or the best are.")
            boolean chosen,

            @Schema(description = "Whether the price uses it; if it may be used and is not, notApplied says why.")
            boolean applied) {}

    @Schema(name = "Quote", description = "A price that holds until it expires.")
    record QuoteAnswer(
            @NotNull String id,
            @NotNull MerchantAnswer merchant,
            Optional<String> orderId,
            Optional<String> orderNumber,
            @NotNull Money gross,
            @NotNull Money discount,
            @NotNull Money payable,
            @NotNull Money cashback,
            @NotNull List<AppliedAnswer> applied,
            @NotNull List<MissedAnswer> notApplied,
            Optional<RunnerUpAnswer> runnerUp,
            @NotNull List<LineAnswer> lines,
            @NotNull List<CouponAnswer> coupons,
            @NotNull SourceAnswer source,

            @Schema(
                    description =
                            "Whether it might be another price if it were paid with something else: it can then be paid"
                                    + " with its own source only.")
            boolean dependsOnSource,

            @NotNull Instant expiresAt,
            boolean pinNeeded,
            @NotNull Money available,

            @Schema(description = "What of available is bonus; a payment takes it first.") @NotNull
            Money bonus) {}

    /** Pending: the payer's bank has not answered. Declined: it has declined, and nothing was paid. */
    enum PaymentState {
        PENDING,
        DECLINED,
        PAID,
        PARTLY_REFUNDED,
        REFUNDED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static PaymentState of(PaymentStore.Known known, long refunded) {
            return switch (known.state()) {
                case PENDING -> PENDING;
                case DECLINED -> DECLINED;
                case DONE -> paid(known.payment().price().gross(), refunded);
            };
        }

        private static PaymentState paid(long gross, long refunded) {
            if (refunded == 0) {
                return PAID;
            }
            return refunded < gross ? PARTLY_REFUNDED : REFUNDED;
        }
    }

    @Schema(name = "Funding", description = "Where what is paid comes from.")
    record FundingAnswer(
            @NotNull Money balance,

            @Schema(description = "What of the balance was bonus; for the customer only.")
            Optional<Money> bonus,

            Optional<CardPartAnswer> card) {}

    @Schema(name = "CardPart")
    record CardPartAnswer(
            @NotNull Money amount,

            @Schema(description = "Bank and last digits; for the customer only.")
            Optional<String> name) {}

    @Schema(name = "Payment")
    record PaymentAnswer(
            @NotNull String id,
            @NotNull PaymentState state,
            @NotNull MerchantAnswer merchant,

            @Schema(description = "For the merchant and staff only.")
            Optional<String> customerMasked,

            Optional<String> orderId,
            Optional<String> orderNumber,

            @Schema(
                    description =
                            "For merchant and staff: when the merchant made the order, if there was one; not in lists.")
            Optional<Instant> orderedAt,

            @NotNull Money gross,
            @NotNull Money discount,
            @NotNull Money paid,
            @NotNull Money cashback,
            @NotNull Money refunded,
            @NotNull FundingAnswer funding,

            @Schema(
                    description =
                            "Why the bank declined, kebab-case; too-late: what it collected after all is in the wallet.")
            Optional<String> reason,

            @NotNull List<AppliedAnswer> applied,

            @Schema(description = "Empty in lists.") @NotNull
            List<LineAnswer> lines,

            @NotNull Instant at,

            @Schema(description = "In the books: the reservation until it is paid.") @NotNull
            String entryId) {}

    @Schema(name = "RefundPlan", description = "Where each part of a refund goes.")
    record PlanAnswer(
            @NotNull Money gross,
            @NotNull Money cashToCustomer,

            @Schema(description = "What of cashToCustomer goes back to the card; the rest goes to bonus and wallet.")
            @NotNull
            Money toCard,

            @Schema(description = "What of cashToCustomer goes back to the bonus.") @NotNull
            Money toBonus,

            @NotNull Money cashbackTakenBack,
            @NotNull Money toBudget,
            @NotNull List<SponsorAnswer> sponsors,
            boolean full,
            @NotNull Money left) {}

    @Schema(name = "RefundToCardState", enumAsRef = true)
    enum ToCardState {
        PENDING,
        DONE,
        TO_WALLET;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Schema(
            name = "RefundToCard",
            description =
                    "pending: the bank has not confirmed; to_wallet: it declined, so the money is in the balance.")
    record ToCardAnswer(
            @NotNull Money amount,
            @NotNull ToCardState state,

            @Schema(description = "When the bank had paid it out, or had declined; null while it is pending.")
            Optional<Instant> finishedAt,

            @Schema(description = "Bank and last digits; for the customer only.")
            Optional<String> name) {}

    @Schema(name = "Refund")
    record RefundAnswer(
            @NotNull String id,
            @NotNull String paymentId,
            @NotNull Money gross,
            @NotNull Money cashToCustomer,

            @Schema(
                    description =
                            "What of cashToCustomer goes back to the card, if any; the rest goes to bonus and wallet.")
            Optional<ToCardAnswer> toCard,

            @Schema(description = "What of cashToCustomer goes back to the bonus.") @NotNull
            Money toBonus,

            @NotNull Money cashbackTakenBack,
            @NotNull Money toBudget,
            @NotNull List<SponsorAnswer> sponsors,
            boolean full,
            @NotNull Money left,
            Optional<String> reason,
            @NotNull Instant at,
            @NotNull String entryId) {}

    @Schema(name = "Order")
    record OrderAnswer(
            @NotNull String id,
            @NotNull String orderNumber,
            @NotNull String merchantId,
            @NotNull Money amount,
            @NotNull List<OrderLineAnswer> lines,
            Optional<String> note,

            @Schema(
                    description =
                            "pending: a payment waits for the payer's bank; cancelling: so it does, and the order is"
                                    + " cancelled when the bank has answered.")
            OrderStore.@NotNull State state,

            @Schema(
                    description =
                            "Only where a till showed a pay code that needs the PIN: awaited in the wallet, or refused by"
                                    + " its owner.",
                    allowableValues = {"awaited", "refused"})
            Optional<String> pin,

            @Schema(description = "EMVCo text of the order's dynamic QR.") @NotNull
            String qr,

            Optional<String> paymentId,

            @Schema(description = "Only where it was paid outside the house.")
            Optional<TenderAnswer> tender,

            @NotNull Money refunded,
            @NotNull Instant createdAt,
            @NotNull Instant expiresAt) {}

    @Schema(name = "Tender", description = "An order paid outside the house: in cash, or by card at another's machine.")
    record TenderAnswer(
            @Schema(allowableValues = {"cash", "outside_card"}) @NotNull
            String kind,

            @Schema(description = "What was handed over in cash, if it was told.")
            Optional<Money> received,

            @Schema(description = "Of that, what goes back over the counter.")
            Optional<Money> change,

            @NotNull Instant at) {}

    @Schema(name = "OrderLine")
    record OrderLineAnswer(
            @NotNull String name,
            Optional<String> product,
            Optional<String> category,
            @NotNull Money unitPrice,
            int quantity) {}

    QuoteAnswer quote(QuotingPayments.Shown shown) {
        QuoteStore.Quote quote = shown.quote();
        PinnedPrice price = quote.price();
        Currency currency = quote.currency();
        Money payable = new Money(price.payable(), currency);
        return new QuoteAnswer(
                quote.id(),
                MerchantAnswer.of(shown.merchant()),
                quote.orderId(),
                quote.orderNumber(),
                new Money(price.gross(), currency),
                new Money(price.discount(), currency),
                payable,
                new Money(price.cashback(), currency),
                applied(price, currency),
                price.missed().stream()
                        .map(missed -> new MissedAnswer(
                                missed.offerId(), missed.name(), missed.code(), missed.condition(), missed.seen()))
                        .toList(),
                price.runnerUp().map(second -> RunnerUpAnswer.of(second, currency)),
                lines(price, currency),
                coupons(price),
                new SourceAnswer(
                        quote.source().kind(),
                        quote.source().issuer(),
                        quote.source().brand()),
                quote.dependsOnSource(),
                quote.expiresAt(),
                !(pins.check(quote.customerId(), payable, Optional.empty()) instanceof PinCheck.Allowed),
                new Money(shown.available(), currency),
                new Money(shown.bonus(), currency));
    }

    private static List<CouponAnswer> coupons(PinnedPrice price) {
        Set<String> used = price.applied().stream()
                .flatMap(offer -> offer.couponId().stream())
                .collect(Collectors.toSet());
        return price.coupons().stream()
                .map(coupon -> new CouponAnswer(
                        coupon.couponId(),
                        coupon.offerId(),
                        coupon.name(),
                        coupon.until(),
                        coupon.allowed(),
                        used.contains(coupon.couponId())))
                .toList();
    }

    PaymentAnswer payment(PaymentRow payment, long refunded, Viewer viewer) {
        return payment(PaymentStore.Known.paid(payment), refunded, viewer);
    }

    PaymentAnswer payment(PaymentStore.Known known, long refunded, Viewer viewer) {
        return payment(known, refunded, viewer, OptionalLong.empty());
    }

    /** The customer's own. @param bonus what was drawn from the bonus; read from the books if empty */
    PaymentAnswer own(PaymentRow payment, long refunded, OptionalLong bonus) {
        return payment(PaymentStore.Known.paid(payment), refunded, Viewer.CUSTOMER, bonus);
    }

    private PaymentAnswer payment(PaymentStore.Known known, long refunded, Viewer viewer, OptionalLong drawn) {
        PaymentRow payment = known.payment();
        Optional<Money> bonus = viewer == Viewer.CUSTOMER
                ? Optional.of(new Money(drawn.orElseGet(() -> bonus(payment)), payment.currency()))
                : Optional.empty();
        MerchantProfile merchant = merchants.find(payment.merchantId()).orElseThrow();
        Optional<String> customer = viewer == Viewer.CUSTOMER
                ? Optional.empty()
                : Optional.ofNullable(masked(Set.of(payment.customerId())).get(payment.customerId()));
        Optional<String> card =
                payment.card().filter(_ -> viewer == Viewer.CUSTOMER).flatMap(part -> cardName(part.cardId()));
        return payment(
                known,
                refunded,
                merchant,
                customer,
                payment.orderId()
                        .filter(_ -> viewer == Viewer.MERCHANT_OR_STAFF)
                        .flatMap(orders::find)
                        .map(OrderStore.Order::createdAt),
                card,
                bonus,
                lines(payment.price(), payment.currency()));
    }

    private long bonus(PaymentRow payment) {
        RecordedEntry entry = ledger.entry(payment.entryId().orElseThrow()).orElseThrow();
        return PaidFrom.bonus(payment, entry.transfers());
    }

    private Optional<String> cardName(String cardId) {
        return Optional.ofNullable(cards.names(Set.of(cardId)).get(cardId));
    }

    List<PaymentAnswer> payments(List<PaymentStore.Listed> listed) {
        Set<String> merchantIds = new HashSet<>();
        Set<String> customerIds = new HashSet<>();
        for (PaymentStore.Listed each : listed) {
            merchantIds.add(each.known().payment().merchantId());
            customerIds.add(each.known().payment().customerId());
        }
        Map<String, MerchantProfile> profiles = merchants.find(merchantIds);
        Map<String, String> names = masked(customerIds);
        return listed.stream()
                .map(each -> payment(
                        each.known(),
                        each.refunded(),
                        Optional.ofNullable(profiles.get(each.known().payment().merchantId()))
                                .orElseThrow(),
                        Optional.ofNullable(names.get(each.known().payment().customerId())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()))
                .toList();
    }

    /** What a merchant or member of staff reads about customers; who is not known (history) is absent. */
    Map<String, String> masked(Set<String> customerIds) {
        Map<String, String> names = new HashMap<>();
        people.find(customerIds).forEach((id, person) -> names.put(id, person.shown()));
        return names;
    }

    private static PaymentAnswer payment(
            PaymentStore.Known known,
            long refunded,
            MerchantProfile merchant,
            Optional<String> customerMasked,
            Optional<Instant> orderedAt,
            Optional<String> cardName,
            Optional<Money> bonus,
            List<LineAnswer> lines) {
        PaymentRow payment = known.payment();
        PinnedPrice price = payment.price();
        Currency currency = payment.currency();
        return new PaymentAnswer(
                payment.id(),
                PaymentState.of(known, refunded),
                MerchantAnswer.of(merchant),
                customerMasked,
                payment.orderId(),
                payment.orderNumber(),
                orderedAt,
                new Money(price.gross(), currency),
                new Money(price.discount(), currency),
                new Money(price.payable(), currency),
                new Money(price.cashback(), currency),
                new Money(refunded, currency),
                new FundingAnswer(
                        new Money(payment.fromBalance(), currency),
                        bonus,
                        payment.card().map(part -> new CardPartAnswer(new Money(part.minor(), currency), cardName))),
                known.reason(),
                applied(price, currency),
                lines,
                payment.paidAt(),
                Long.toString(payment.entryId().orElseThrow()));
    }

    PlanAnswer plan(RefundingPayments.Divided plan) {
        Currency currency = plan.payment().currency();
        return new PlanAnswer(
                new Money(plan.gross(), currency),
                new Money(plan.cash() - plan.cashback(), currency),
                new Money(plan.toCard(), currency),
                new Money(plan.toBonus(), currency),
                new Money(plan.cashback(), currency),
                new Money(plan.gross() - plan.cash() + plan.cashback(), currency),
                sponsors(plan.parts(), currency),
                plan.left() == 0,
                new Money(plan.left(), currency));
    }

    List<RefundAnswer> refunds(List<RefundRow> refunds, Viewer viewer) {
        return refunds.stream().map(refund -> refund(refund, viewer)).toList();
    }

    RefundAnswer refund(RefundRow refund, Viewer viewer) {
        Currency currency = refund.currency();
        return new RefundAnswer(
                refund.id(),
                refund.paymentId(),
                new Money(refund.gross(), currency),
                new Money(refund.cash() - refund.cashback(), currency),
                refund.toCard().map(part -> toCard(part, currency, viewer)),
                new Money(refund.toBonus(), currency),
                new Money(refund.cashback(), currency),
                new Money(refund.gross() - refund.cash() + refund.cashback(), currency),
                sponsors(refund.parts(), currency),
                refund.full(),
                new Money(refund.left(), currency),
                refund.reason(),
                refund.refundedAt(),
                Long.toString(refund.entryId().orElseThrow()));
    }

    private ToCardAnswer toCard(RefundRow.ToCard part, Currency currency, Viewer viewer) {
        ToCardState state = switch (part.state()) {
            case PENDING -> ToCardState.PENDING;
            case DONE -> ToCardState.DONE;
            case DECLINED -> ToCardState.TO_WALLET;
        };
        return new ToCardAnswer(
                new Money(part.minor(), currency),
                state,
                part.finishedAt(),
                viewer == Viewer.CUSTOMER ? cardName(part.cardId()) : Optional.empty());
    }

    OrderAnswer order(OrderStore.Order order) {
        MerchantProfile merchant = merchants.find(order.merchantId()).orElseThrow();
        Money amount = new Money(order.amount(), order.currency());
        return new OrderAnswer(
                order.id(),
                order.orderNumber(),
                order.merchantId(),
                amount,
                order.lines().stream()
                        .map(line -> new OrderLineAnswer(
                                line.name(),
                                line.product(),
                                line.category(),
                                new Money(line.unitPrice(), order.currency()),
                                line.quantity()))
                        .toList(),
                order.note(),
                order.state(clock.instant()),
                order.askedByCodeOf().map(_ -> order.refusedAtTheTill() ? "refused" : "awaited"),
                PaymentQr.ofOrder(order.merchantId(), order.id(), amount).encode(merchant),
                order.paymentId(),
                order.tender().map(tender -> tender(tender, order)),
                new Money(order.refunded(), order.currency()),
                order.createdAt(),
                order.expiresAt());
    }

    private static TenderAnswer tender(OrderStore.Tendered tender, OrderStore.Order order) {
        return new TenderAnswer(
                tender.kind().code(),
                tender.received().map(received -> new Money(received, order.currency())),
                tender.received().map(received -> new Money(received - order.amount(), order.currency())),
                tender.at());
    }

    private static List<AppliedAnswer> applied(PinnedPrice price, Currency currency) {
        return price.applied().stream()
                .map(offer -> new AppliedAnswer(
                        offer.offerId(),
                        offer.version(),
                        offer.campaignId(),
                        offer.name(),
                        offer.kind(),
                        new Money(offer.discount(), currency),
                        new Money(offer.cashback(), currency),
                        sponsors(offer.sponsors(), currency)))
                .toList();
    }

    private static List<SponsorAnswer> sponsors(List<PinnedPrice.Part> parts, Currency currency) {
        return parts.stream()
                .map(part -> new SponsorAnswer(
                        part.sponsorId(),
                        part.name(),
                        new Money(part.discount(), currency),
                        new Money(part.cashback(), currency)))
                .toList();
    }

    private static List<LineAnswer> lines(PinnedPrice price, Currency currency) {
        return price.lines().stream()
                .map(line -> new LineAnswer(
                        line.id(),
                        line.name(),
                        line.product(),
                        line.quantity(),
                        new Money(line.unitPrice(), currency),
                        new Money(line.amount(), currency),
                        new Money(line.discount(), currency)))
                .toList();
    }
}
