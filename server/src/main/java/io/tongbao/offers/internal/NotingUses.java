package io.tongbao.offers.internal;

import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import io.tongbao.ledger.Currency;
import io.tongbao.payments.PaymentReceived;
import io.tongbao.payments.PaymentRefunded;
import io.tongbao.platform.Money;
import io.tongbao.wallets.TopUpSettled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Notes who used an offer and who bore it, from the log of payments and top-ups. A customer's payment comes before its refunds: they share a stream. */
@Component
class NotingUses implements Subscriber {
    private final UseStore uses;
    private final SponsorStore sponsors;
    private final BudgetAlerts alerts;

    NotingUses(UseStore uses, SponsorStore sponsors, BudgetAlerts alerts) {
        this.uses = uses;
        this.sponsors = sponsors;
        this.alerts = alerts;
    }

    @Override
    public String name() {
        return "offer-uses";
    }

    @Override
    public Set<String> types() {
        return Set.of(PaymentReceived.TYPE, PaymentRefunded.TYPE, TopUpSettled.TYPE);
    }

    @Override
    public void on(RecordedEvent event) {
        on(List.of(event));
    }

    /** Payments are written set-wise; a refund first writes those before it, since one of them may be its own. */
    @Override
    public void on(List<RecordedEvent> events) {
        List<UseStore.Use> received = new ArrayList<>();
        List<SponsorStore.Spend> borne = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (RecordedEvent event : events) {
            switch (event.type()) {
                case PaymentReceived.TYPE -> {
                    add(event, received);
                    bear(event, event.text("paymentId"), borne, used);
                }
                case TopUpSettled.TYPE -> {
                    addTopUp(event, received);
                    bear(event, event.text("topUpId"), borne, used);
                }
                case PaymentRefunded.TYPE -> {
                    write(received);
                    giveBack(event, borne);
                    give(event);
                }
                default -> throw new IllegalArgumentException("Not asked for: " + event.type());
            }
        }
        write(received);
        sponsors.insert(borne);
        if (!used.isEmpty()) {
            alerts.look(used);
        }
    }

    private static void bear(RecordedEvent event, String reference, List<SponsorStore.Spend> borne, Set<String> used) {
        for (JsonNode offer : event.body().required("offers")) {
            used.add(offer.required("offerId").asString());
            for (JsonNode part : offer.required("sponsors")) {
                if (part.required("minor").asLong() > 0) {
                    borne.add(new SponsorStore.Spend(
                            part.required("sponsorId").asString(),
                            event.text("currency"),
                            reference,
                            offer.required("campaignId").asString(),
                            reference,
                            part.required("minor").asLong(),
                            0,
                            event.recordedAt()));
                }
            }
        }
    }

    private static void giveBack(RecordedEvent event, List<SponsorStore.Spend> borne) {
        for (JsonNode part : event.body().required("sponsors")) {
            borne.add(new SponsorStore.Spend(
                    part.required("sponsorId").asString(),
                    event.text("currency"),
                    event.text("refundId"),
                    part.required("campaignId").asString(),
                    event.text("paymentId"),
                    0,
                    part.required("minor").asLong(),
                    event.recordedAt()));
        }
    }

    private void write(List<UseStore.Use> received) {
        if (!received.isEmpty()) {
            uses.insert(received);
            received.clear();
        }
    }

    private void give(RecordedEvent event) {
        List<UseStore.Back> back = new ArrayList<>();
        for (JsonNode part : event.body().required("sponsors")) {
            back.add(new UseStore.Back(
                    part.required("campaignId").asString(),
                    part.required("minor").asLong()));
        }
        uses.give(
                event.text("refundId"),
                event.text("paymentId"),
                event.number("gross"),
                back,
                event.body().required("full").asBoolean());
    }

    private static void add(RecordedEvent event, List<UseStore.Use> received) {
        Currency currency = Currency.of(event.text("currency"));
        for (JsonNode offer : event.body().required("offers")) {
            received.add(new UseStore.Use(
                    offer.required("offerId").asString(),
                    offer.required("version").asInt(),
                    event.text("paymentId"),
                    event.text("customerId"),
                    Optional.of(event.text("merchantId")),
                    new Money(event.number("gross"), currency),
                    new Money(event.number("paid"), currency),
                    new Money(offer.required("discount").asLong(), currency),
                    new Money(offer.required("cashback").asLong(), currency),
                    Money.zero(currency),
                    Money.zero(currency),
                    Money.zero(currency),
                    Instant.parse(event.text("at"))));
        }
    }

    private static void addTopUp(RecordedEvent event, List<UseStore.Use> received) {
        Currency currency = Currency.of(event.text("currency"));
        for (JsonNode offer : event.body().required("offers")) {
            received.add(new UseStore.Use(
                    offer.required("offerId").asString(),
                    offer.required("version").asInt(),
                    event.text("topUpId"),
                    event.text("personId"),
                    Optional.empty(),
                    new Money(event.number("amount"), currency),
                    new Money(event.number("amount"), currency),
                    Money.zero(currency),
                    Money.zero(currency),
                    new Money(offer.required("bonus").asLong(), currency),
                    Money.zero(currency),
                    Money.zero(currency),
                    Instant.parse(event.text("at"))));
        }
    }
}
