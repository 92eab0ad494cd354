package io.tongbao.campaigns;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.offers.CampaignMoney;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A campaign from its first draft to the archive, through the API; what the books hold after each step, and under load. */
@ServerTest
class CampaignTests {
    private final World world;
    private final Ledger ledger;
    private final Shops shops;
    private final JdbcClient database;
    private final Visitor writer;
    private final Visitor reviewer;
    private final Shops.Shop shop;

    CampaignTests(World world, Ledger ledger, JdbcClient database) {
        this.world = world;
        this.ledger = ledger;
        this.shops = new Shops(world, ledger);
        this.database = database;
        this.writer = world.anOperator().browser();
        this.reviewer = world.anOperator().browser();
        this.shop = shops.aShop();
    }

    @Test
    void livesFromItsDraftToTheArchive() throws InterruptedException {
        JsonNode draft = write(plan(10_000));
        String id = draft.path("id").asString();
        assertThat(draft.path("state").asString()).isEqualTo("draft");
        assertThat(draft.at("/newest/writtenBy/name").asString()).isEqualTo("王工");
        // Nothing was set aside yet, and no customer sees it.
        assertThat(setAside(id)).isZero();
        World.Someone customer = shops.aCustomerWith(20_000);
        customer.browser().get("/live-campaigns/" + id).expectProblem(404, "not-found");

        assertThat(send(id, 1).path("state").asString()).isEqualTo("in_review");
        assertThat(list("in_review")).contains(id);
        JsonNode open = approve(reviewer, id, 1).expect(200).json();
        assertThat(open.path("state").asString()).isEqualTo("live");
        assertThat(open.path("approved").asInt()).isEqualTo(1);
        assertThat(setAside(id)).isEqualTo(10_000);
        assertThat(quote(customer, 5_000)).isEqualTo(800);
        assertThat(customer.browser()
                        .get("/live-campaigns/" + id)
                        .expect(200)
                        .json()
                        .at("/rules/zh")
                        .asString())
                .isEqualTo("每人一次，先到先得。\n退款时退回优惠。");
        await(() -> list("live").contains(id));
        await(() -> customer.browser()
                .get("/live-campaigns?limit=100")
                .expect(200)
                .text()
                .contains(id));

        act(id, "pause").expect(200);
        assertThat(quote(customer, 5_000)).isZero();
        await(() -> list("paused").contains(id));
        act(id, "resume").expect(200);
        assertThat(quote(customer, 5_000)).isEqualTo(800);
        act(id, "archive").expectProblem(409, "campaign-open");
        assertThat(act(id, "end").expect(200).json().path("state").asString()).isEqualTo("ended");
        assertThat(setAside(id)).isZero();
        act(id, "resume").expectProblem(409, "campaign-over");
        rewrite(id, 1, plan(20_000)).expectProblem(409, "campaign-over");
        assertThat(act(id, "archive").expect(200).json().path("state").asString())
                .isEqualTo("archived");
        assertThat(list("archived")).contains(id);
        assertThat(list("")).doesNotContain(id);

        List<String> done = writer.get("/campaigns/" + id + "/timeline")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsString("what");
        assertThat(done)
                .containsExactly("archived", "ended", "resumed", "paused", "approved", "accepted", "sent", "written");
        JsonNode first =
                writer.get("/campaigns/" + id + "/timeline?limit=2").expect(200).json();
        assertThat(writer.get("/campaigns/" + id + "/timeline?limit=2&cursor="
                                + first.path("next").asString())
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsString("what"))
                .containsExactly("resumed", "paused");
    }

    @Test
    void whoWroteAVersionDoesNotDecideOnIt() {
        String id = inReview(plan(10_000));
        approve(writer, id, 1).expectProblem(403, "four-eyes");
        reject(writer, id, 1).expectProblem(403, "four-eyes");
        assertThat(setAside(id)).isZero();

        // Who changes it last wrote it: then the first writer may decide, and the second may not.
        rewrite(reviewer, id, 1, plan(20_000)).expect(201);
        send(reviewer, id, 2);
        approve(reviewer, id, 2).expectProblem(403, "four-eyes");
        approve(writer, id, 2).expect(200);
        assertThat(setAside(id)).isEqualTo(20_000);
    }

    /** Whatever a server may think, the database takes no decision on one's own version. */
    @Test
    void theDatabaseTakesNoDecisionOnOnesOwnVersion() {
        String id = inReview(plan(10_000));
        String by = database.sql("select written_by from campaigns.version where campaign_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
        for (String writtenBy : List.of(by, "stf_nobody")) {
            assertThatThrownBy(() -> database.sql("""
                                    insert into campaigns.decision
                                      (campaign_id, n, approved, reason, written_by, decided_by, decided_at)
                                    values (:id, 1, true, '', :writtenBy, :by, now())
                                    """)
                            .param("id", id)
                            .param("writtenBy", writtenBy)
                            .param("by", by)
                            .update())
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
    }

    /** Eight approve at the same instant: one of them has approved, the money was set aside once. */
    @Test
    void opensOnceHoweverManyApproveAtOnce() throws Exception {
        List<Visitor> staff = IntStream.range(0, 4)
                .mapToObj(_ -> world.anOperator().browser())
                .toList();
        for (int round = 0; round < 3; round++) {
            String id = inReview(plan(10_000));
            List<Callable<Visitor.Answer>> approvals = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Visitor one = staff.get(i % staff.size());
                approvals.add(() -> approve(one, id, 1));
            }
            int approved = 0;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Visitor.Answer> answer : threads.invokeAll(approvals)) {
                    if (answer.get().status() == 200) {
                        approved++;
                    } else {
                        answer.get().expectProblem(409, "conflict");
                    }
                }
            }
            // Each of staff asked twice; whose approval it was is answered the same both times.
            assertThat(approved).isEqualTo(2);
            assertThat(setAside(id)).isEqualTo(10_000);
            assertThat(database.sql("select count(*) from campaigns.decision where campaign_id = :id")
                            .param("id", id)
                            .query(Integer.class)
                            .single())
                    .isOne();
        }
        // Three campaigns, each of which took its budget from the sponsors once.
        assertThat(posted(Accounts.sponsor("platform:" + shop.id(), CNY).code()))
                .isEqualTo(-3 * 6_000);
    }

    @Test
    void approvesExactlyTheVersionThatWasReviewed() {
        String id = inReview(plan(10_000));
        rewrite(id, 1, plan(90_000)).expect(201);
        // The one looked at is not the newest any more, and the newest was not sent.
        JsonNode changed =
                approve(reviewer, id, 1).expectProblem(409, "conflict").json();
        assertThat(changed.at("/campaign/newest/n").asInt()).isEqualTo(2);
        approve(reviewer, id, 2).expectProblem(409, "conflict");
        assertThat(setAside(id)).isZero();
        // Two write from the same version: the second is told.
        rewrite(id, 1, plan(70_000)).expectProblem(409, "conflict");
        send(id, 2);
        approve(reviewer, id, 2).expect(200);
        assertThat(setAside(id)).isEqualTo(90_000);
    }

    @Test
    void isSentBackWithAReasonAndCorrected() {
        String id = inReview(plan(10_000));
        reviewer.post("/campaigns/" + id + "/rejection", Map.of("version", 1, "reason", " "))
                .expectProblem(400, "invalid-field");
        JsonNode back = reject(reviewer, id, 1).expect(200).json();
        assertThat(back.path("state").asString()).isEqualTo("draft");
        assertThat(back.at("/newest/stage").asString()).isEqualTo("rejected");
        assertThat(back.at("/newest/decision/reason").asString()).isEqualTo("门槛太低");
        approve(reviewer, id, 1).expectProblem(409, "conflict");
        writer.post("/campaigns/" + id + "/review", Map.of("version", 1)).expectProblem(409, "conflict");
        rewrite(id, 1, plan(12_000)).expect(201);
        send(id, 2);
        approve(reviewer, id, 2).expect(200);
        assertThat(setAside(id)).isEqualTo(12_000);
    }

    @Test
    void aChangeIsAVersionWithADifferenceAndAnApproval() {
        String id = open(plan(10_000));
        World.Someone customer = shops.aCustomerWith(20_000);
        JsonNode held = quoted(customer, 5_000);
        Map<String, Object> changed = plan(15_000);
        offer(changed)
                .put(
                        "benefit",
                        Map.of(
                                "kind",
                                "spend_and_save",
                                "steps",
                                List.of(Map.of("thresholdMinor", 5_000, "offMinor", 500))));
        rewrite(id, 1, changed).expect(201);
        // What is live stays as it is.
        assertThat(quote(customer, 5_000)).isEqualTo(800);
        assertThat(setAside(id)).isEqualTo(10_000);
        JsonNode difference =
                writer.get("/campaigns/" + id + "/diff").expect(200).json().path("items");
        assertThat(difference.findValuesAsString("field"))
                .containsExactly("offers[0].benefit", "offers[0].budget.total");
        assertThat(difference.at("/1/before/value").asLong()).isEqualTo(10_000);
        assertThat(difference.at("/1/after/value").asLong()).isEqualTo(15_000);

        send(id, 2);
        assertThat(list("in_review")).contains(id);
        JsonNode now = approve(reviewer, id, 2).expect(200).json();
        assertThat(now.path("state").asString()).isEqualTo("live");
        assertThat(now.path("approved").asInt()).isEqualTo(2);
        assertThat(setAside(id)).isEqualTo(15_000);
        assertThat(quote(customer, 5_000)).isEqualTo(500);
        // The price that was shown before is kept to.
        shops.pay(customer, held, aKey()).expect(201);
        assertThat(spent(id)).isEqualTo(800);
        assertThat(writer.get("/offers/" + now.at("/offerIds/0").asString() + "/timeline")
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsString("what"))
                .containsExactly("changed", "opened");

        // Lowered to what is spent, and not below.
        rewrite(id, 2, plan(799)).expectProblem(400, "invalid-field");
        rewrite(id, 2, plan(801)).expect(201);
        send(id, 3);
        approve(reviewer, id, 3).expect(200);
        assertThat(setAside(id) + spent(id)).isEqualTo(801);
        assertThat(spent(id)).isEqualTo(800);
    }

    @Test
    void aBudgetIsNotLoweredBelowWhatIsSpentNorWhilePaused() {
        String id = open(plan(10_000));
        World.Someone customer = shops.aCustomerWith(20_000);
        shops.pay(customer, quoted(customer, 5_000), aKey()).expect(201);
        shops.pay(customer, quoted(customer, 5_000), aKey()).expect(201);
        rewrite(id, 1, plan(1_500)).expect(201);
        send(id, 2);
        JsonNode refused = approve(reviewer, id, 2)
                .expectProblem(409, "campaign-not-opened")
                .json();
        assertThat(refused.path("why").asString()).isEqualTo("invalid");
        assertThat(refused.at("/fields/0/field").asString()).isEqualTo("offers[0].budget.total");
        assertThat(refused.at("/fields/0/code").asString()).isEqualTo("below-spent");
        assertThat(setAside(id)).isEqualTo(8_400);
        assertThat(writer.get("/campaigns/" + id).json().at("/newest/stage").asString())
                .isEqualTo("in_review");

        rewrite(id, 2, plan(5_000)).expect(201);
        send(id, 3);
        act(id, "pause").expect(200);
        assertThat(approve(reviewer, id, 3)
                        .expectProblem(409, "campaign-not-opened")
                        .json()
                        .path("why")
                        .asString())
                .isEqualTo("paused");
        act(id, "resume").expect(200);
        approve(reviewer, id, 3).expect(200);
        assertThat(setAside(id)).isEqualTo(3_400);
    }

    /** What is sold out is had again when a version brings more; none is taken back that somebody has. */
    @Test
    void couponsComeAndGoWithVersions() {
        String id = open(withCoupons(2));
        String offer = writer.get("/campaigns/" + id).json().at("/offerIds/0").asString();
        for (int i = 0; i < 2; i++) {
            claim(offer).expect(201);
        }
        claim(offer).expectProblem(409, "coupons-gone");
        rewrite(id, 1, withCoupons(1)).expect(201);
        send(id, 2);
        JsonNode refused = approve(reviewer, id, 2)
                .expectProblem(409, "campaign-not-opened")
                .json();
        assertThat(refused.at("/fields/0/field").asString()).isEqualTo("offers[0].coupon.stock");
        assertThat(refused.at("/fields/0/code").asString()).isEqualTo("below-claimed");
        rewrite(id, 2, withCoupons(5)).expect(201);
        send(id, 3);
        approve(reviewer, id, 3).expect(200);
        claim(offer).expect(201);
        assertThat(posted(Accounts.couponStock(id).code())).isEqualTo(2);
        rewrite(id, 3, withCoupons(4)).expect(201);
        send(id, 4);
        approve(reviewer, id, 4).expect(200);
        assertThat(posted(Accounts.couponStock(id).code())).isEqualTo(1);
        rewrite(id, 4, plan(10_000)).expectProblem(400, "invalid-field");
    }

    @Test
    void aPlansCouponsAreKeptWithNothingLeftOpen() {
        Map<String, Object> plan = withCoupons(3);
        offer(plan)
                .put(
                        "coupon",
                        Map.of(
                                "stock",
                                3,
                                "claimFrom",
                                "2026-11-11T10:00",
                                "validity",
                                Map.of("kind", "for_days", "days", 7)));
        JsonNode coupon = write(plan).at("/newest/plan/offers/0/coupon");
        assertThat(coupon.path("perCustomer").asLong()).isEqualTo(1);
        assertThat(coupon.path("listed").asBoolean()).isTrue();
        assertThat(coupon.path("transferable").asBoolean(true)).isFalse();
        assertThat(coupon.path("claimFrom").asString()).isEqualTo("2026-11-11T02:00:00Z");
        assertThat(coupon.path("claimUntil").isMissingNode()
                        || coupon.path("claimUntil").isNull())
                .isTrue();
        assertThat(coupon.at("/validity/kind").asString()).isEqualTo("for_days");
        assertThat(coupon.at("/validity/days").asInt()).isEqualTo(7);
    }

    private Visitor.Answer claim(String offerId) {
        return world.aCustomer().browser().post("/coupon-claims", Map.of("offerId", offerId), aKey());
    }

    private Map<String, Object> withCoupons(int stock) {
        Map<String, Object> plan = plan(10_000);
        offer(plan).put("coupon", Map.of("stock", stock));
        return plan;
    }

    @Test
    void whatCustomersAndSponsorsRelyOnStaysAsItIs() {
        String id = open(plan(10_000));
        Map<String, Object> changed = plan(10_000);
        offer(changed).put("startsAt", "2026-02-01T00:00:00+08:00");
        offer(changed).put("zone", "Europe/London");
        offer(changed)
                .put("sponsors", List.of(Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", 100)));
        Visitor.Answer answer = rewrite(id, 1, changed);
        answer.expectProblem(400, "invalid-field");
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly("plan.offers[0].zone", "plan.offers[0].sponsors", "plan.offers[0].startsAt");
    }

    /**
     * Twelve people pay again and again while the offer's terms change and its budget is raised and lowered: in the end every cent that the
     * sponsors gave is with customers, in the budget, or back, and no payment had another discount than its quote said.
     */
    @Test
    void changesWhilePeoplePay() throws Exception {
        String id = open(plan(20_000));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger given = new AtomicInteger();
        AtomicInteger paid = new AtomicInteger();
        List<World.Someone> customers = IntStream.range(0, 12)
                .mapToObj(_ -> aCustomerWhoPaysWithoutPin())
                .toList();
        int versions;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> paying = new ArrayList<>();
            for (World.Someone customer : customers) {
                paying.add(threads.submit(() -> {
                    while (!over.get()) {
                        JsonNode quote = quoted(customer, 5_000);
                        Visitor.Answer answer = customer.browser()
                                .post(
                                        "/payments",
                                        Map.of("quoteId", quote.path("id").asString()),
                                        aKey());
                        if (answer.status() == 201) {
                            given.addAndGet(quote.at("/discount/value").asInt());
                            paid.incrementAndGet();
                        } else {
                            answer.expectProblem(409, "price-changed");
                        }
                    }
                    return null;
                }));
            }
            versions = 1;
            for (int round = 0; round < 6; round++) {
                long total = round % 2 == 0 ? 60_000 + 10_000 * round : Math.max(spent(id), 1_000) + 2_000;
                Map<String, Object> plan = plan(total);
                offer(plan)
                        .put(
                                "benefit",
                                Map.of(
                                        "kind",
                                        "spend_and_save",
                                        "steps",
                                        List.of(Map.of("thresholdMinor", 5_000, "offMinor", 100 + 50 * round))));
                versions = rewrite(id, versions, plan)
                        .expect(201)
                        .json()
                        .at("/newest/n")
                        .asInt();
                send(id, versions);
                Visitor.Answer answer = approve(reviewer, id, versions);
                if (answer.status() != 200) {
                    // What was spent meanwhile is more than it was to be lowered to.
                    assertThat(answer.expectProblem(409, "campaign-not-opened")
                                    .json()
                                    .at("/fields/0/code")
                                    .asString())
                            .isEqualTo("below-spent");
                }
                Thread.sleep(300);
            }
            over.set(true);
            for (Future<?> one : paying) {
                one.get();
            }
        }
        assertThat(paid.get()).isGreaterThan(50);
        long sponsored = -posted(Accounts.sponsor("platform:" + shop.id(), CNY).code())
                - posted(Accounts.sponsor("merchant:" + shop.id(), CNY).code());
        assertThat(sponsored).isEqualTo(given.get() + setAside(id));
        assertThat(spent(id)).isEqualTo(given.get());
        assertThat(posted(Accounts.merchant(shop.id(), CNY).code())).isEqualTo(5_000L * paid.get());
        long left = customers.stream()
                .mapToLong(
                        customer -> posted(Accounts.wallet(customer.id(), CNY).code()))
                .sum();
        assertThat(left).isEqualTo(12 * 1_000_000L - 5_000L * paid.get() + given.get());
        // The newest version that was approved says how much is set aside, to the cent.
        JsonNode offer = writer.get("/offers/" + offerOf(id)).expect(200).json();
        assertThat(offer.at("/budget/total/value").asLong()).isEqualTo(sponsored);
        assertThat(offer.at("/spent/value").asLong()).isEqualTo(given.get());
    }

    private void assertBlocked(String id) {
        assertThat(approve(reviewer, id, 1)
                        .expectProblem(409, "campaign-not-opened")
                        .json()
                        .path("why")
                        .asString())
                .isEqualTo("sponsor-blocked");
    }

    @Test
    void aSponsorThatIsBlockedLeavesItInReview() {
        Map<String, Object> plan = plan(10_000);
        String id = inReview(plan);
        ledger.freeze(Accounts.sponsor("platform:" + shop.id(), CNY), Ledger.Freeze.OUT);
        assertBlocked(id);
        assertThat(setAside(id)).isZero();
        assertThat(list("in_review")).contains(id);
        ledger.freeze(Accounts.sponsor("platform:" + shop.id(), CNY), Ledger.Freeze.NONE);
        approve(reviewer, id, 1).expect(200);
        assertThat(setAside(id)).isEqualTo(10_000);
    }

    @Test
    void oneThatIsToComeIsScheduledAndMayStillMoveItsStart() {
        Map<String, Object> plan = plan(10_000);
        offer(plan)
                .put(
                        "startsAt",
                        world.clock().instant().plus(Duration.ofDays(3)).toString());
        String id = open(plan);
        assertThat(writer.get("/campaigns/" + id).json().path("state").asString())
                .isEqualTo("scheduled");
        World.Someone customer = shops.aCustomerWith(20_000);
        assertThat(quote(customer, 5_000)).isZero();
        assertThat(customer.browser()
                        .get("/live-campaigns/" + id)
                        .expect(200)
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("scheduled");
        offer(plan).put("startsAt", "2026-01-01T00:00:00+08:00");
        rewrite(id, 1, plan).expect(201);
        send(id, 2);
        approve(reviewer, id, 2).expect(200);
        assertThat(quote(customer, 5_000)).isEqualTo(800);
    }

    @Test
    void theHomePageShowsItToItsAudienceAndItsPageTellsOthersThatItIsNotForThem() {
        World.Someone member = shops.aCustomerWith(20_000);
        World.Someone outsider = shops.aCustomerWith(20_000);
        String audience = writer.post("/audiences", Map.of("name", "老顾客"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        writer.post("/audiences/" + audience + "/uploads", Map.of("rows", List.of(member.phone())), aKey())
                .expect(201);
        Map<String, Object> plan = plan(10_000);
        offer(plan).put("condition", Map.of("kind", "on_list", "lists", List.of(audience)));
        String id = open(plan);
        await(() -> home(member).contains(id));
        assertThat(home(outsider)).doesNotContain(id);
        assertThat(forYou(member, id)).isTrue();
        assertThat(forYou(outsider, id)).isFalse();
        assertThat(quote(member, 5_000)).isEqualTo(800);
        assertThat(quote(outsider, 5_000)).isZero();
    }

    private static List<String> home(World.Someone customer) {
        List<String> ids = new ArrayList<>();
        customer.browser()
                .get("/live-campaigns?limit=100")
                .expect(200)
                .json()
                .path("items")
                .forEach(campaign -> ids.add(campaign.path("id").asString()));
        return ids;
    }

    private static boolean forYou(World.Someone customer, String id) {
        return customer.browser()
                .get("/live-campaigns/" + id)
                .expect(200)
                .json()
                .path("forYou")
                .asBoolean();
    }

    @Test
    void aCopyIsADraftOfItsOwn() {
        String id = open(plan(10_000));
        JsonNode copy = writer.post("/campaigns/" + id + "/copies", Map.of("reason", "明年再来"))
                .expect(201)
                .json();
        assertThat(copy.path("state").asString()).isEqualTo("draft");
        assertThat(copy.path("copiedFrom").asString()).isEqualTo(id);
        assertThat(copy.at("/newest/plan"))
                .isEqualTo(writer.get("/campaigns/" + id).json().at("/newest/plan"));
        String second = copy.path("id").asString();
        act(second, "pause").expectProblem(409, "conflict");
        assertThat(act(second, "archive").expect(200).json().path("state").asString())
                .isEqualTo("archived");
        writer.post("/campaigns/" + second + "/review", Map.of("version", 1)).expectProblem(409, "campaign-over");
        assertThat(setAside(id)).isEqualTo(10_000);
    }

    @Test
    void severalOffersOpenPauseAndEndAsOne() {
        JsonNode written = write(withCashback(10_000, 5_000));
        String id = written.path("id").asString();
        assertThat(written.path("offerIds")).isEmpty();
        writer.get("/campaigns/" + id + "/results").expectProblem(404, "not-found");
        send(id, 1);
        JsonNode open = approve(reviewer, id, 1).expect(200).json();
        assertThat(open.path("offerIds")).hasSize(2);
        assertThat(setAside(id)).isEqualTo(10_000);
        assertThat(setAside(second(id))).isEqualTo(5_000);

        World.Someone customer = shops.aCustomerWith(20_000);
        assertThat(given(customer, 5_000)).containsExactly(800L, 500L);
        JsonNode page =
                customer.browser().get("/live-campaigns/" + id).expect(200).json();
        assertThat(page.at("/offers/0/kind").asString()).isEqualTo("spend_and_save");
        assertThat(page.at("/offers/1/kind").asString()).isEqualTo("cashback");
        assertThat(page.at("/offers/1/byCoupon").asBoolean(true)).isFalse();
        shops.pay(customer, quoted(customer, 5_000), aKey()).expect(201);
        assertThat(setAside(id)).isEqualTo(9_200);
        assertThat(setAside(second(id))).isEqualTo(4_500);

        // One payment with both: counted once in all, and once for each.
        await(() -> together(id).path("tied").asBoolean()
                && together(id).at("/sums/payments").asLong() == 1);
        JsonNode results = together(id);
        assertThat(results.at("/sums/customers").asLong()).isEqualTo(1);
        assertThat(results.at("/sums/gross/value").asLong()).isEqualTo(5_000);
        assertThat(results.at("/sums/paid/value").asLong()).isEqualTo(4_200);
        assertThat(results.at("/sums/cost/value").asLong()).isEqualTo(1_300);
        assertThat(results.at("/offers/0/sums/cost/value").asLong()).isEqualTo(800);
        assertThat(results.at("/offers/1/sums/cost/value").asLong()).isEqualTo(500);
        assertThat(results.at("/offers/1/sums/payments").asLong()).isEqualTo(1);

        assertThat(act(id, "pause").expect(200).json().path("state").asString()).isEqualTo("paused");
        assertThat(given(customer, 5_000)).containsExactly(0L, 0L);
        act(id, "resume").expect(200);
        assertThat(given(customer, 5_000)).containsExactly(800L, 500L);
        // One that is ended by itself leaves the other as it is.
        writer.post("/offers/" + open.at("/offerIds/1").asString() + "/end", "").expect(200);
        assertThat(writer.get("/campaigns/" + id).json().path("state").asString())
                .isEqualTo("live");
        assertThat(given(customer, 5_000)).containsExactly(800L, 0L);
        assertThat(act(id, "end").expect(200).json().path("state").asString()).isEqualTo("ended");
        assertThat(setAside(id) + setAside(second(id))).isZero();
        assertThat(posted(Accounts.sponsor("platform:" + shop.id(), CNY).code())
                        + posted(Accounts.sponsor("merchant:" + shop.id(), CNY).code()))
                .isEqualTo(-1_300);
        act(id, "end").expectProblem(409, "campaign-over");
    }

    @Test
    void aVersionChangesAllOffersOrNone() {
        String id = open(withCashback(10_000, 5_000));
        World.Someone customer = shops.aCustomerWith(20_000);
        shops.pay(customer, quoted(customer, 5_000), aKey()).expect(201);

        rewrite(id, 1, withCashback(20_000, 499)).expect(201);
        send(id, 2);
        JsonNode refused = approve(reviewer, id, 2)
                .expectProblem(409, "campaign-not-opened")
                .json();
        assertThat(refused.at("/fields/0/field").asString()).isEqualTo("offers[1].budget.total");
        assertThat(refused.at("/fields/0/code").asString()).isEqualTo("below-spent");
        assertThat(setAside(id)).isEqualTo(9_200);
        assertThat(setAside(second(id))).isEqualTo(4_500);

        rewrite(id, 2, withCashback(20_000, 600)).expect(201);
        send(id, 3);
        approve(reviewer, id, 3).expect(200);
        assertThat(setAside(id)).isEqualTo(19_200);
        assertThat(setAside(second(id))).isEqualTo(100);
        Visitor.Answer fewer = rewrite(id, 3, plan(20_000));
        fewer.expectProblem(400, "invalid-field");
        assertThat(fewer.json().at("/errors/0/field").asString()).isEqualTo("plan.offers");
        assertThat(fewer.json().at("/errors/0/code").asString()).isEqualTo("unchangeable");
    }

    /** Neither is funded where one can't be; each has its own coupons. */
    @Test
    void offersOfOneCampaignOpenAllOrNone() {
        Map<String, Object> plan = withCashback(10_000, 5_000);
        offers(plan).get(1).put("coupon", Map.of("stock", 2));
        String id = inReview(plan);
        ledger.freeze(Accounts.sponsor("platform:" + shop.id(), CNY), Ledger.Freeze.OUT);
        assertBlocked(id);
        assertThat(setAside(id) + setAside(second(id))).isZero();
        ledger.freeze(Accounts.sponsor("platform:" + shop.id(), CNY), Ledger.Freeze.NONE);
        JsonNode open = approve(reviewer, id, 1).expect(200).json();

        assertThat(posted(Accounts.couponStock(second(id)).code())).isEqualTo(2);
        World.Someone customer = shops.aCustomerWith(20_000);
        assertThat(given(customer, 5_000)).containsExactly(800L, 0L);
        // Whoever claims finds the rules first.
        String offer = open.at("/offerIds/1").asString();
        List<String> pages = new ArrayList<>();
        for (JsonNode each : customer.browser()
                .get("/claimable-coupons?limit=100")
                .expect(200)
                .json()
                .path("items")) {
            if (each.at("/offer/id").asString().equals(offer)) {
                pages.add(each.at("/offer/campaignId").asString());
            }
        }
        assertThat(pages).containsExactly(id);
        customer.browser()
                .post("/coupon-claims", Map.of("offerId", offer), aKey())
                .expect(201);
        assertThat(given(customer, 5_000)).containsExactly(800L, 500L);
        assertThat(posted(Accounts.couponStock(second(id)).code())).isEqualTo(1);
    }

    @Test
    void offersOfOneCampaignAreOfOneScheduleCurrencyAndTheSameSponsors() {
        Map<String, Object> plan = withCashback(10_000, 5_000);
        Map<String, Object> second = offers(plan).get(1);
        second.put("endsAt", "2034-01-01T00:00:00+08:00");
        second.put("zone", "Europe/London");
        second.put("sponsors", List.of(Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", 100)));
        Visitor.Answer answer = writer.post("/campaigns", Map.of("plan", plan));
        answer.expectProblem(400, "invalid-field");
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly("plan.offers[1].zone", "plan.offers[1].endsAt", "plan.offers[1].sponsors");
        assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("differs");

        Map<String, Object> nothing = plan(10_000);
        nothing.put("offers", List.of());
        writer.post("/campaigns", Map.of("plan", nothing)).expectProblem(400, "invalid-field");
        Map<String, Object> many = plan(10_000);
        many.put("offers", Collections.nCopies(11, offer(many)));
        writer.post("/campaigns", Map.of("plan", many)).expectProblem(400, "invalid-field");
    }

    @Test
    void tellsWhichOfItsOwnOffersMeetAndWhatAVersionAdds() {
        JsonNode draft = write(plan(10_000));
        String id = draft.path("id").asString();
        rewrite(id, 1, withCashback(10_000, 5_000)).expect(201);
        JsonNode difference = writer.get("/campaigns/" + id + "/diff?from=1&to=2")
                .expect(200)
                .json()
                .path("items");
        assertThat(difference.findValuesAsString("field")).containsExactly("offers[0].combinable", "offers[1]");
        assertThat(difference.at("/1/after/name").asString()).isEqualTo("返现一成");
        JsonNode met = conflicts(id).at("/items/0");
        assertThat(met.path("ownName").asString()).isEqualTo("满50减8");
        assertThat(met.path("name").asString()).isEqualTo("返现一成");
        assertThat(met.path("offerId").isNull()).isTrue();
        assertThat(met.path("together").asBoolean()).isTrue();
        assertThat(met.at("/both/value").asLong())
                .isEqualTo(
                        met.at("/own/value").asLong() + met.at("/other/value").asLong());
    }

    private JsonNode together(String id) {
        return writer.get("/campaigns/" + id + "/results").expect(200).json();
    }

    /** Two offers that go together. */
    private Map<String, Object> withCashback(long total, long cashback) {
        Map<String, Object> plan = plan(total);
        offer(plan).put("combinable", true);
        Map<String, Object> second = new LinkedHashMap<>(offer(plan));
        second.put("name", "返现一成");
        second.put("benefit", Map.of("kind", "cashback", "basisPoints", 1_000, "base", "gross"));
        second.put("budget", Map.of("total", cny(cashback)));
        offers(plan).add(second);
        return plan;
    }

    private static String second(String id) {
        return CampaignMoney.id(id, 1);
    }

    /** Discount and cashback. */
    private List<Long> given(World.Someone customer, long minor) {
        JsonNode quote = quoted(customer, minor);
        return List.of(
                quote.at("/discount/value").asLong(),
                quote.at("/cashback/value").asLong());
    }

    /** Two of 8.00 that go together give 13.00 on one basket; two that exclude each other the better one. */
    @Test
    void tellsWhatItMeetsAndWhatBothWouldGive() {
        Map<String, Object> save = plan(10_000);
        offer(save).put("combinable", true);
        open(save);
        Map<String, Object> back = plan(10_000);
        offer(back).put("combinable", true);
        offer(back).put("name", "返现一成");
        offer(back).put("benefit", Map.of("kind", "cashback", "basisPoints", 1_000, "base", "gross"));
        JsonNode together = conflicts(write(back).path("id").asString());
        assertThat(together.path("items")).hasSize(1);
        JsonNode met = together.at("/items/0");
        assertThat(met.path("together").asBoolean()).isTrue();
        long basket = met.at("/basket/value").asLong();
        assertThat(met.at("/own/value").asLong()).isEqualTo(basket / 10);
        assertThat(met.at("/other/value").asLong()).isEqualTo(800);
        assertThat(met.at("/both/value").asLong()).isEqualTo(basket / 10 + 800);
        assertThat(met.at("/merchants/0").asString()).isNotEmpty();

        offer(back).put("combinable", false);
        JsonNode apart = conflicts(write(back).path("id").asString()).at("/items/0");
        assertThat(apart.path("together").asBoolean()).isFalse();
        assertThat(apart.at("/both/value").asLong())
                .isEqualTo(Math.max(
                        apart.at("/own/value").asLong(),
                        apart.at("/other/value").asLong()));

        offer(back).put("merchantIds", List.of(shops.aShop().id()));
        offer(back).put("sponsors", List.of(Map.of("sponsorId", "platform:x", "name", "通宝", "percent", 100)));
        assertThat(conflicts(write(back).path("id").asString()).path("items")).isEmpty();
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsKept() {
        Map<String, Object> plan = plan(10_000);
        offer(plan).put("endsAt", "2020-01-01T00:00:00+08:00");
        Visitor.Answer answer = writer.post("/campaigns", Map.of("plan", plan));
        answer.expectProblem(400, "invalid-field");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("plan.offers[0].endsAt");

        Map<String, Object> mute = plan(10_000);
        mute.put("rules", Map.of("zh", "", "en", "x".repeat(4_001)));
        assertThat(writer.post("/campaigns", Map.of("plan", mute))
                        .expectProblem(400, "invalid-field")
                        .json()
                        .path("errors")
                        .findValuesAsString("field"))
                .containsExactlyInAnyOrder("plan.rules.zh", "plan.rules.en");
        Map<String, Object> nowhere = plan(10_000);
        nowhere.put("placements", List.of("moon"));
        writer.post("/campaigns", Map.of("plan", nowhere)).expectProblem(400, "invalid-field");
        Map<String, Object> dark = plan(10_000);
        offer(dark)
                .put(
                        "benefit",
                        Map.of(
                                "kind",
                                "fixed_price",
                                "priceMinor",
                                100,
                                "goods",
                                Map.of("products", List.of("a\u0000"))));
        writer.post("/campaigns", Map.of("plan", dark)).expectProblem(400, "invalid-field");

        writer.get("/campaigns?state=gone").expectProblem(400, "invalid-field");
        writer.get("/campaigns?cursor=x").expectProblem(400, "invalid-field");
        writer.get("/campaigns/cam_nobody").expectProblem(404, "not-found");
        writer.post("/campaigns/cam_nobody/review", Map.of("version", 1)).expectProblem(404, "not-found");
        String id = write(plan(10_000)).path("id").asString();
        writer.post("/campaigns/" + id + "/review", Map.of("version", 2)).expectProblem(409, "conflict");
        writer.post("/campaigns/" + id + "/review", Map.of()).expectProblem(400, "invalid-field");
        writer.get("/campaigns/" + id + "/diff?from=1&to=7").expectProblem(404, "not-found");
    }

    @Test
    void onlyOperatorsWriteAndNobodyElseLooks() {
        String id = inReview(plan(10_000));
        Visitor administrator = world.anAdministrator().browser();
        approve(administrator, id, 1).expect(200);
        for (Visitor other : List.of(shops.aCustomerWith(1).browser(), shop.till())) {
            other.get("/campaigns").expectProblem(403, "forbidden");
            approve(other, id, 1).expectProblem(403, "forbidden");
            other.post("/campaigns", Map.of("plan", plan(10_000))).expectProblem(403, "forbidden");
        }
    }

    /** Nobody would ask the merchant. */
    @Test
    void whatOnePersonOpensAloneNamesNoMerchantAsASponsor() {
        JsonNode refused = writer.post("/offers", offer(plan(10_000)), aKey())
                .expectProblem(400, "invalid-field")
                .json();
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo("sponsors[0].sponsorId");
        assertThat(refused.at("/errors/0/code").asString()).isEqualTo("needs-campaign");
    }

    private Map<String, Object> ofTheHouse(long total) {
        Map<String, Object> offer = offer(plan(total));
        offer.put("sponsors", List.of(Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", 100)));
        return offer;
    }

    /** One person opens up to a limit; with another's approval there is none. */
    @Test
    void whatOnePersonOpensAloneHasALimitWithAHistory() {
        Visitor administrator = world.anAdministrator().browser();
        JsonNode before = writer.get("/offer-limits").expect(200).json();
        limit(administrator, "alone", 9_999).expect(200);
        try {
            writer.post("/offers", ofTheHouse(9_999), aKey()).expect(201);
            JsonNode refused = writer.post("/offers", ofTheHouse(10_000), aKey())
                    .expectProblem(409, "needs-approval")
                    .json();
            assertThat(refused.at("/alone/value").asLong()).isEqualTo(9_999);
            open(plan(10_000));
            limit(writer, "alone", 1).expectProblem(403, "forbidden");
            limit(administrator, "alone", -1).expectProblem(400, "invalid-field");
            administrator
                    .put("/offer-limits", Map.of("kind", "alone", "currency", "CNY", "reason", "x"))
                    .expectProblem(400, "invalid-field");
        } finally {
            limit(administrator, "alone", before.at("/alone/value").asLong()).expect(200);
        }
        JsonNode history =
                writer.get("/offer-limits/history?limit=2").expect(200).json();
        assertThat(history.at("/items/1/amount/value").asLong()).isEqualTo(9_999);
        assertThat(history.at("/items/1/reason").asString()).isEqualTo("测试");
        assertThat(history.at("/items/1/byName").asString()).isEqualTo("王工");
    }

    @Test
    void whatIsDrawnStaysWithinTheLimitThatIsSet() {
        Visitor administrator = world.anAdministrator().browser();
        Map<String, Object> plan = plan(100_000);
        offer(plan)
                .put(
                        "benefit",
                        Map.of(
                                "kind",
                                "random_off",
                                "chances",
                                List.of(
                                        Map.of("offMinor", 100, "weight", 99),
                                        Map.of("offMinor", 8_800, "weight", 1))));
        String id = inReview(plan);
        limit(administrator, "random_prize", 8_799).expect(200);
        try {
            Visitor.Answer answer = writer.post("/campaigns", Map.of("plan", plan));
            answer.expectProblem(400, "invalid-field");
            assertThat(answer.json().at("/errors/0/field").asString())
                    .isEqualTo("plan.offers[0].benefit.chances[1].offMinor");
            assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("above-limit");
            // Written before the limit was set, it can't open any more.
            assertThat(approve(reviewer, id, 1)
                            .expectProblem(409, "campaign-not-opened")
                            .json()
                            .at("/fields/0/code")
                            .asString())
                    .isEqualTo("above-limit");
        } finally {
            administrator
                    .put("/offer-limits", Map.of("kind", "random_prize", "currency", "CNY", "reason", "测试"))
                    .expect(200);
        }
        approve(reviewer, id, 1).expect(200);
    }

    private static Visitor.Answer limit(Visitor staff, String kind, long minor) {
        return staff.put(
                "/offer-limits", Map.of("kind", kind, "currency", "CNY", "amount", cny(minor), "reason", "测试"));
    }

    private Map<String, Object> plan(long total) {
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("name", "满50减8");
        offer.put("currency", "CNY");
        offer.put(
                "benefit",
                Map.of("kind", "spend_and_save", "steps", List.of(Map.of("thresholdMinor", 5_000, "offMinor", 800))));
        offer.put("merchantIds", List.of(shop.id()));
        offer.put("startsAt", "2026-01-01T00:00:00+08:00");
        offer.put("endsAt", "2035-01-01T00:00:00+08:00");
        offer.put("budget", Map.of("total", cny(total)));
        offer.put(
                "sponsors",
                List.of(
                        Map.of("sponsorId", "merchant:" + shop.id(), "name", "面馆", "percent", 40),
                        Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", 60)));
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("name", Objects.requireNonNull(offer.get("name")));
        plan.put("offers", new ArrayList<>(List.of(offer)));
        plan.put("placements", List.of("home", "link"));
        plan.put("rules", Map.of("zh", "每人一次，先到先得。\n退款时退回优惠。", "en", "Once a person, while it lasts."));
        return plan;
    }

    private static Map<String, Object> offer(Map<String, Object> plan) {
        return offers(plan).getFirst();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> offers(Map<String, Object> plan) {
        return Objects.requireNonNull((List<Map<String, Object>>) plan.get("offers"));
    }

    private JsonNode write(Map<String, Object> plan) {
        return writer.post("/campaigns", Map.of("plan", plan, "why", "春季拉新"))
                .expect(201)
                .json();
    }

    private Visitor.Answer rewrite(String id, int base, Map<String, Object> plan) {
        return rewrite(writer, id, base, plan);
    }

    private static Visitor.Answer rewrite(Visitor staff, String id, int base, Map<String, Object> plan) {
        return staff.post("/campaigns/" + id + "/versions", Map.of("base", base, "plan", plan, "why", "调整预算"));
    }

    /** And the merchant that bears a part accepts it. */
    private JsonNode send(String id, int version) {
        return send(writer, id, version);
    }

    private JsonNode send(Visitor staff, String id, int version) {
        JsonNode sent = staff.post("/campaigns/" + id + "/review", Map.of("version", version))
                .expect(200)
                .json();
        shop.till()
                .post("/joint-campaigns/" + id + "/acceptance", Map.of("version", version))
                .expect(200);
        return sent;
    }

    private String inReview(Map<String, Object> plan) {
        String id = write(plan).path("id").asString();
        send(id, 1);
        return id;
    }

    private String open(Map<String, Object> plan) {
        String id = inReview(plan);
        approve(reviewer, id, 1).expect(200);
        return id;
    }

    private static Visitor.Answer approve(Visitor staff, String id, int version) {
        return staff.post("/campaigns/" + id + "/approval", Map.of("version", version, "note", "同意"));
    }

    private static Visitor.Answer reject(Visitor staff, String id, int version) {
        return staff.post("/campaigns/" + id + "/rejection", Map.of("version", version, "reason", "门槛太低"));
    }

    private Visitor.Answer act(String id, String what) {
        return writer.post("/campaigns/" + id + "/" + what, Map.of("reason", "预算用得太快"));
    }

    private List<String> list(String state) {
        return writer.get("/campaigns?limit=100&state=" + state)
                .expect(200)
                .json()
                .path("items")
                .findValuesAsString("id");
    }

    private JsonNode conflicts(String id) {
        return writer.get("/campaigns/" + id + "/conflicts").expect(200).json();
    }

    private World.Someone aCustomerWhoPaysWithoutPin() {
        World.Someone customer = shops.aCustomerWith(1_000_000);
        customer.browser()
                .put("/me/small-payment-limit", Map.of("limit", cny(20_000), "pin", World.PIN))
                .expect(204);
        return customer;
    }

    private JsonNode quoted(World.Someone customer, long minor) {
        return customer.browser()
                .post("/quotes", Map.of("qr", shop.qr(), "amount", cny(minor)))
                .expect(201)
                .json();
    }

    private long quote(World.Someone customer, long minor) {
        return quoted(customer, minor).at("/discount/value").asLong();
    }

    private String offerOf(String id) {
        return writer.get("/campaigns/" + id)
                .expect(200)
                .json()
                .at("/offerIds/0")
                .asString();
    }

    private long spent(String id) {
        return writer.get("/offers/" + offerOf(id))
                .expect(200)
                .json()
                .at("/spent/value")
                .asLong();
    }

    /** What lies in the budgets. */
    private long setAside(String id) {
        return posted(Accounts.budget(id, "merchant:" + shop.id(), CNY).code())
                + posted(Accounts.budget(id, "platform:" + shop.id(), CNY).code());
    }

    private long posted(String account) {
        return ledger.balance(account).map(Balance::posted).orElse(0L);
    }
}
