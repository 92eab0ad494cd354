package io.tongbao.offers.internal;

import static io.tongbao.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.MovableClock;
import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.offers.Offers.Asker;
import io.tongbao.offers.Offers.ChangeResult;
import io.tongbao.offers.Offers.OpenResult;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.PaymentReceived;
import io.tongbao.payments.PaymentRefunded;
import io.tongbao.platform.TypeIds;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.Customer;
import io.tongbao.promotions.LiveOffers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestConstructor;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Offers against the real books and the real event log. */
@SpringBootTest(
        classes = OffersSlice.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"tongbao.zone=Asia/Shanghai", "tongbao.offers.alone-at-first=0"})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class OffersTests {
    private static final OfferBooks.Coupons NO_COUPONS = new OfferBooks.Coupons(0, 0, 0, 0);
    private static final LiveOffers.PricingQuestion QUESTION =
            new LiveOffers.PricingQuestion("mer_noodles", Customer.of("cus_1"), Basket.ofAmount("CNY", 10_000));
    private static final Currency CNY = Currency.of("CNY");

    private final Offers offers;
    private final OfferStore store;
    private final UseStore uses;
    private final OfferBooks books;
    private final LiveSet live;
    private final ChangingOffers changing;
    private final Ledger ledger;
    private final EventLog events;
    private final TransactionTemplate transaction;
    private final MovableClock clock;
    private final JsonMapper json;

    OffersTests(
            Offers offers,
            OfferStore store,
            UseStore uses,
            OfferBooks books,
            LiveSet live,
            ChangingOffers changing,
            Ledger ledger,
            EventLog events,
            TransactionTemplate transaction,
            MovableClock clock,
            JsonMapper json) {
        this.offers = offers;
        this.store = store;
        this.uses = uses;
        this.books = books;
        this.live = live;
        this.changing = changing;
        this.ledger = ledger;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
        this.json = json;
    }

    @Test
    void setsTheBudgetAsideFromEachSponsorAndPricesWithTheOfferAtOnce() {
        String brand = sponsor();
        String house = sponsor();
        KeptOffer offer = open(anOffer(100_001, brand, house));

        // 1000.01 in halves: the odd cent is the first's.
        assertThat(posted(budget(offer, brand))).isEqualTo(50_001);
        assertThat(posted(budget(offer, house))).isEqualTo(50_000);
        assertThat(posted(Accounts.sponsor(brand, CNY))).isEqualTo(-50_001);
        assertThat(candidates(live)).contains(offer.id());
        assertThat(live.sponsorName(brand)).isEqualTo("Sponsor " + brand);
        assertThat(figures(offer)).isEqualTo(new OfferBooks.Figures(0, 100_001, 0, 0, NO_COUPONS));
        assertThat(store.list(Optional.of("live"), clock.instant(), false, Optional.empty(), 100))
                .contains(offer);
        assertThat(store.list(Optional.of("scheduled"), clock.instant(), false, Optional.empty(), 100))
                .doesNotContain(offer);
    }

    /** Made longer while the clock was about to end it, a campaign goes on; its money moved with the version that says so. */
    @Test
    void aLaterVersionMovesTheBudgetAndTheEnd() {
        String brand = sponsor();
        Map<String, Object> body = anOffer(50_000, brand);
        body.put("endsAt", clock.instant().plus(Duration.ofHours(1)).toString());
        Offers.Approval approval = new Offers.Approval(TypeIds.next("cam"), "stf_2", Offers.Beside.NOTHING);
        assertThat(offers.openCampaign(List.of(read(body)), approval)).isEqualTo(new Offers.VersionResult.InEffect());
        KeptOffer first = store.findByMoney(approval.campaignId()).orElseThrow();
        String id = first.id();
        assertThat(first.terms().campaignId()).isEqualTo(approval.campaignId());

        body.put("endsAt", clock.instant().plus(Duration.ofHours(3)).toString());
        body.put("budget", Map.of("total", Map.of("value", 20_000, "currency", "CNY")));
        assertThat(offers.revise(List.of(read(body)), approval)).isEqualTo(new Offers.VersionResult.InEffect());
        assertThat(posted(budget(first, brand))).isEqualTo(20_000);
        assertThat(posted(Accounts.sponsor(brand, CNY))).isEqualTo(-20_000);

        clock.advance(Duration.ofHours(2));
        changing.tidy();
        KeptOffer second = store.find(id).orElseThrow();
        assertThat(second.state()).isEqualTo(OfferState.LIVE);
        assertThat(figures(second)).isEqualTo(new OfferBooks.Figures(0, 20_000, 0, 0, NO_COUPONS));
        clock.advance(Duration.ofHours(2));
        changing.tidy();
        assertThat(store.find(id).orElseThrow().state()).isEqualTo(OfferState.ENDED);
        assertThat(offers.revise(List.of(read(anOffer(60_000, brand))), approval))
                .isEqualTo(new Offers.VersionResult.Over());
        assertThat(posted(Accounts.sponsor(brand, CNY))).isZero();
    }

    @Test
    void answersTheSameKeyWithTheFirstOfferAndAnotherBodyNotAtAll() {
        Map<String, Object> body = anOffer(50_000, sponsor());
        body.put("endsAt", clock.instant().plus(Duration.ofHours(2)).toString());
        Asker asker = new Asker("stf_1", TypeIds.next("key"));
        OpenResult first = offers.open(read(body), asker);
        assertThat(first).isInstanceOf(OpenResult.Open.class);
        assertThat(offers.open(read(body), asker)).isEqualTo(first);
        Map<String, Object> other = new LinkedHashMap<>(body);
        other.put("name", "Another");
        assertThat(offers.open(read(other), asker)).isEqualTo(new OpenResult.KeyReused());
        // A late duplicate of a request that was right is still answered, though its end has passed by now.
        clock.advance(Duration.ofHours(3));
        assertThat(offers.open(read(body), asker)).isEqualTo(first);
        assertThat(offers.open(read(body), new Asker("stf_1", TypeIds.next("key"))))
                .isInstanceOf(OpenResult.Invalid.class);
    }

    @Test
    void pausingHoldsInTheBooksAndResumingLetsGo() {
        String house = sponsor();
        KeptOffer offer = open(anOffer(50_000, house));
        assertThat(offers.pause(offer.id(), "stf_1", "")).isEqualTo(new ChangeResult.Changed());
        assertThat(offers.pause(offer.id(), "stf_1", "")).isEqualTo(new ChangeResult.Changed());

        assertThat(spend(offer, house, "cus_1", 800))
                .isEqualTo(new PostResult.Refused(
                        new Refusal.Frozen(budget(offer, house).code(), Refusal.Direction.OUT)));
        assertThat(books.openTo("cus_1", List.of(offer.terms()))).isEmpty();

        assertThat(offers.resume(offer.id(), "stf_1", "")).isEqualTo(new ChangeResult.Changed());
        assertThat(spend(offer, house, "cus_1", 800)).isInstanceOf(PostResult.Posted.class);
        assertThat(books.openTo("cus_1", List.of(offer.terms()))).isEqualTo(Map.of(offer.id(), 1L));
        assertThat(figures(offer).spentMinor()).isEqualTo(800);
        assertThat(figures(offer).spentTodayMinor()).isEqualTo(800);
    }

    @Test
    void endingGivesWhatIsLeftBackToTheSponsors() {
        String brand = sponsor();
        String house = sponsor();
        KeptOffer offer = open(anOffer(10_000, brand, house));
        assertThat(spend(offer, house, "cus_2", 800)).isInstanceOf(PostResult.Posted.class);
        offers.pause(offer.id(), "stf_1", "");

        assertThat(offers.end(offer.id(), "stf_1", "")).isEqualTo(new ChangeResult.Changed());
        assertThat(posted(budget(offer, brand))).isZero();
        assertThat(posted(Accounts.sponsor(brand, CNY))).isZero();
        assertThat(posted(Accounts.sponsor(house, CNY))).isEqualTo(-800);
        assertThat(candidates(live)).doesNotContain(offer.id());
        assertThat(live.homes(offer.terms().campaignId()).values())
                .containsExactlyInAnyOrder(Accounts.sponsor(brand, CNY), Accounts.sponsor(house, CNY));
        assertThat(offers.end(offer.id(), "stf_1", "")).isEqualTo(new ChangeResult.Over());
        assertThat(offers.resume(offer.id(), "stf_1", "")).isEqualTo(new ChangeResult.Over());
        assertThat(offers.end("off_nobody", "stf_1", "")).isEqualTo(new ChangeResult.NoSuchOffer());

        // A refund that did not know of the end brings money to the budget: it goes on to the sponsor.
        AccountKey merchant = Accounts.merchant("mer_noodles", CNY);
        ledger.post(Entry.post("refund", List.of(Leg.of(merchant, budget(offer, house), 300))));
        changing.tidy();
        assertThat(posted(budget(offer, house))).isZero();
        assertThat(posted(Accounts.sponsor(house, CNY))).isEqualTo(-500);
    }

    @Test
    void endsByTheClockButNotWhatWasMadeForHistory() {
        String house = sponsor();
        Map<String, Object> body = anOffer(10_000, house);
        body.put("endsAt", clock.instant().plus(Duration.ofHours(1)).toString());
        KeptOffer offer = open(body);
        String past = sponsor();
        Map<String, Object> history = anOffer(10_000, past);
        history.put("startsAt", "2010-12-01T00:00:00Z");
        history.put("endsAt", "2011-12-01T00:00:00Z");
        OpenResult.Open opened =
                (OpenResult.Open) offers.openForHistory(read(history), new Asker("stf_1", TypeIds.next("key")));

        clock.advance(Duration.ofHours(2));
        changing.tidy();

        assertThat(posted(Accounts.sponsor(house, CNY))).isZero();
        assertThat(store.find(offer.id()).orElseThrow().state()).isEqualTo(OfferState.ENDED);
        assertThat(store.find(opened.offerId()).orElseThrow().state()).isEqualTo(OfferState.LIVE);
        assertThat(live.candidates(QUESTION, Instant.parse("2011-06-01T00:00:00Z")))
                .extracting(candidate -> candidate.offer().id())
                .contains(opened.offerId());
    }

    @Test
    void anotherNodeKnowsWithinASecond() throws InterruptedException {
        LiveSet otherNode = new LiveSet(store);
        otherNode.start();
        try {
            KeptOffer offer = open(anOffer(10_000, sponsor()));
            Instant opened = Instant.now();
            await(() -> candidates(otherNode).contains(offer.id()));
            assertThat(Duration.between(opened, Instant.now())).isLessThan(Duration.ofSeconds(1));
            offers.end(offer.id(), "stf_1", "");
            Instant ended = Instant.now();
            await(() -> !candidates(otherNode).contains(offer.id()));
            assertThat(Duration.between(ended, Instant.now())).isLessThan(Duration.ofSeconds(1));
        } finally {
            otherNode.stop();
        }
    }

    @Test
    void showsWhoUsedAnOfferAndWhatCameBack() throws InterruptedException {
        KeptOffer offer = open(anOffer(10_000, sponsor()));
        String customer = TypeIds.next("cus");
        Instant at = clock.instant();
        for (int i = 0; i < 3; i++) {
            received(offer, customer, "pay_" + offer.id() + i, at.plusSeconds(i));
        }
        await(() -> uses.uses(offer.id(), UseStore.Wanted.ALL, Optional.empty(), Optional.empty(), 10)
                        .size()
                == 3);

        List<UseStore.Use> page = uses.uses(offer.id(), UseStore.Wanted.ALL, Optional.empty(), Optional.empty(), 1);
        // One more than asked for, to learn that there is a next page.
        assertThat(page).extracting(UseStore.Use::paymentId).containsExactly(pay(offer, 2), pay(offer, 1));
        UseStore.Use last = page.getFirst();
        assertThat(uses.uses(
                        offer.id(), UseStore.Wanted.ALL, Optional.of(last.at()), Optional.of(last.paymentId()), 10))
                .extracting(UseStore.Use::paymentId)
                .containsExactly(pay(offer, 1), pay(offer, 0));

        refunded(offer, customer, pay(offer, 0), "ref_a" + offer.id(), 300, false);
        refunded(offer, customer, pay(offer, 1), "ref_b" + offer.id(), 800, true);
        await(() -> uses.totals(List.of(offer.id())).containsValue(new UseStore.Total(2, 1_300)));
        // The log may be read again.
        transaction.executeWithoutResult(_ -> uses.give(
                "ref_b" + offer.id(),
                pay(offer, 1),
                5_000,
                List.of(new UseStore.Back(offer.terms().campaignId(), 800)),
                true));
        assertThat(uses.totals(List.of(offer.id()))).containsEntry(offer.id(), new UseStore.Total(2, 1_300));
    }

    /** Two hundred payments at once want 8.00 each of a budget of 100.00 with 49.00 a day and two uses a customer. */
    @Test
    void noCentIsGivenAboveABudgetHoweverManyPayAtOnce() throws Exception {
        String brand = sponsor();
        String house = sponsor();
        Map<String, Object> body = anOffer(10_000, brand, house);
        KeptOffer free = open(body);
        assertThat(payAtOnce(free, brand, house, Long.MAX_VALUE, Long.MAX_VALUE))
                .isEqualTo(12);
        // 12 times 8.00 is 96.00; a thirteenth would be above 100.00.
        assertThat(figures(free)).isEqualTo(new OfferBooks.Figures(9_600, 400, 9_600, 0, NO_COUPONS));

        KeptOffer byDay = open(body);
        assertThat(payAtOnce(byDay, brand, house, 4_900, Long.MAX_VALUE)).isEqualTo(6);
        assertThat(figures(byDay).spentTodayMinor()).isEqualTo(4_800);

        KeptOffer byUse = open(body);
        // Five customers with two uses each.
        assertThat(payAtOnce(byUse, brand, house, Long.MAX_VALUE, 2)).isEqualTo(10);
    }

    private long payAtOnce(KeptOffer offer, String brand, String house, long perDay, long perCustomer)
            throws Exception {
        List<Callable<Boolean>> payments = new ArrayList<>();
        AccountKey merchant = Accounts.merchant("mer_noodles", CNY);
        AccountKey day = Accounts.day(offer.terms().campaignId(), offer.terms().dayOf(clock.instant()), CNY);
        for (int i = 0; i < 200; i++) {
            AccountKey used = Accounts.uses(offer.terms().campaignId(), "cus_" + i % 5);
            Entry entry = Entry.post(
                    "payment",
                    List.of(
                            Leg.of(budget(offer, brand), merchant, 400),
                            Leg.of(budget(offer, house), merchant, 400),
                            Leg.of(Accounts.spendIssued(CNY), day, 800, atMost("day_budget", day, perDay)),
                            Leg.of(Accounts.usesIssued(), used, 1, atMost("uses", used, perCustomer))));
            payments.add(() -> ledger.post(entry) instanceof PostResult.Posted);
        }
        long paid = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> payment : threads.invokeAll(payments)) {
                paid += payment.get() ? 1 : 0;
            }
        }
        return paid;
    }

    private static Bound atMost(String name, AccountKey account, long value) {
        return new Bound(name, account, Bound.When.AFTER, Bound.Comparison.AT_MOST, value);
    }

    private PostResult spend(KeptOffer offer, String sponsor, String customer, long amount) {
        AccountKey day = Accounts.day(offer.terms().campaignId(), offer.terms().dayOf(clock.instant()), CNY);
        return ledger.post(Entry.post(
                "payment",
                List.of(
                        Leg.of(budget(offer, sponsor), Accounts.merchant("mer_noodles", CNY), amount),
                        Leg.of(Accounts.spendIssued(CNY), day, amount),
                        Leg.of(
                                Accounts.usesIssued(),
                                Accounts.uses(offer.terms().campaignId(), customer),
                                1))));
    }

    private void received(KeptOffer offer, String customer, String payment, Instant at) {
        publish(new Event(
                PaymentReceived.TYPE,
                customer,
                new PaymentReceived(
                        payment,
                        Optional.empty(),
                        Optional.empty(),
                        customer,
                        "mer_noodles",
                        "CNY",
                        5_000,
                        800,
                        4_200,
                        0,
                        0,
                        List.of(new PaymentReceived.OfferUsed(
                                offer.id(), 1, offer.terms().campaignId(), 800, 0, List.of(), Optional.empty())),
                        at,
                        false)));
    }

    private void refunded(
            KeptOffer offer, String customer, String payment, String refund, long toBudget, boolean full) {
        publish(new Event(
                PaymentRefunded.TYPE,
                customer,
                new PaymentRefunded(
                        refund,
                        payment,
                        Optional.empty(),
                        customer,
                        "mer_noodles",
                        "CNY",
                        5_000,
                        5_000 - toBudget,
                        0,
                        0,
                        0,
                        toBudget,
                        List.of(new PaymentRefunded.ToSponsor(offer.terms().campaignId(), "brand", toBudget)),
                        full,
                        clock.instant(),
                        false)));
    }

    private void publish(Event event) {
        transaction.executeWithoutResult(_ -> events.publish(event));
    }

    private static String pay(KeptOffer offer, int n) {
        return "pay_" + offer.id() + n;
    }

    private KeptOffer open(Map<String, Object> body) {
        OpenResult result = offers.open(read(body), new Asker("stf_1", TypeIds.next("key")));
        return switch (result) {
            case OpenResult.Open open -> store.find(open.offerId()).orElseThrow();
            case OpenResult.Invalid _,
                    OpenResult.KeyReused _,
                    OpenResult.SponsorBlocked _,
                    OpenResult.SponsorShort _,
                    OpenResult.Busy _ -> throw new AssertionError(result.toString());
        };
    }

    private NewOffer read(Map<String, Object> body) {
        return json.readValue(json.writeValueAsString(body), NewOffer.class);
    }

    private Map<String, Object> anOffer(long total, String... sponsors) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "满50减8");
        body.put("currency", "CNY");
        body.put(
                "benefit",
                Map.of("kind", "spend_and_save", "steps", List.of(Map.of("thresholdMinor", 5_000, "offMinor", 800))));
        body.put("merchantIds", List.of("mer_noodles"));
        body.put("startsAt", clock.instant().minusSeconds(60).toString());
        body.put("endsAt", clock.instant().plus(Duration.ofDays(30)).toString());
        body.put("budget", Map.of("total", cny(total)));
        List<Map<String, Object>> shares = new ArrayList<>();
        for (String id : sponsors) {
            shares.add(Map.of("sponsorId", id, "name", "Sponsor " + id, "percent", 100 / sponsors.length));
        }
        body.put("sponsors", shares);
        return body;
    }

    private static Map<String, Object> cny(long minor) {
        return Map.of("value", minor, "currency", "CNY");
    }

    private static String sponsor() {
        return TypeIds.next("spo");
    }

    private static AccountKey budget(KeptOffer offer, String sponsor) {
        return Accounts.budget(offer.terms().campaignId(), sponsor, CNY);
    }

    private long posted(AccountKey account) {
        return ledger.balance(account.code()).map(Balance::posted).orElse(0L);
    }

    private OfferBooks.Figures figures(KeptOffer offer) {
        return Objects.requireNonNull(
                books.figures(List.of(offer), clock.instant()).get(offer.id()));
    }

    private List<String> candidates(LiveSet set) {
        return set.candidates(QUESTION, clock.instant()).stream()
                .map(candidate -> candidate.offer().id())
                .toList();
    }
}
