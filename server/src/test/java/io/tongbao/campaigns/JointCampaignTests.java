package io.tongbao.campaigns;

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
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Campaigns that a brand and a merchant bear with the house: asked before, each to exactly what it bears, and shown what it cost. */
@ServerTest
class JointCampaignTests {
    private final World world;
    private final Ledger ledger;
    private final Shops shops;
    private final JdbcClient database;
    private final Visitor writer;
    private final Visitor reviewer;
    private final Shops.Shop shop;
    private final String brand;
    private final Visitor partner;

    JointCampaignTests(World world, Ledger ledger, JdbcClient database) {
        this.world = world;
        this.ledger = ledger;
        this.shops = new Shops(world, ledger);
        this.database = database;
        this.writer = world.anOperator().browser();
        this.reviewer = world.anOperator().browser();
        this.shop = shops.aShop();
        this.brand = world.aBrand();
        this.partner = world.aBrandPartner(brand).browser();
    }

    @Test
    void opensOnceAllWhoBearItHaveAcceptedExactlyThis() {
        String id = inReview(plan(10_000));
        assertThat(answers(id)).containsExactly("waiting", "waiting");
        assertThat(why(approve(id, 1))).isEqualTo("not-accepted");
        accept(partner, id, 1).expect(200);
        assertThat(why(approve(id, 1))).isEqualTo("not-accepted");
        assertThat(posted(Accounts.budget(id, "brand:" + brand, CNY).code())).isZero();

        accept(shop.till(), id, 1).expect(200);
        // Asked again it is answered as the first time, and stands in the books of answers once.
        accept(shop.till(), id, 1).expect(200);
        assertThat(answers(id)).containsExactly("accepted", "accepted");
        approve(id, 1).expect(200);
        assertThat(posted(Accounts.budget(id, "brand:" + brand, CNY).code())).isEqualTo(5_000);
        List<String> happened = writer.get("/campaigns/" + id + "/timeline")
                .expect(200)
                .json()
                .path("items")
                .findValuesAsString("what");
        assertThat(happened).containsExactly("approved", "accepted", "accepted", "sent", "written");
        // It is decided: too late to think better of it.
        refuse(partner, id, 1).expectProblem(409, "conflict");
    }

    @Test
    void whoRefusesSaysWhyAndMayThinkBetterOfIt() {
        String id = inReview(plan(10_000));
        accept(shop.till(), id, 1).expect(200);
        partner.post("/joint-campaigns/" + id + "/refusal", Map.of("version", 1, "reason", " "))
                .expectProblem(400, "invalid-field");
        accept(partner, id, 1).expect(200);
        refuse(partner, id, 1).expect(200);
        JsonNode asked = writer.get("/campaigns/" + id).expect(200).json().path("asked");
        assertThat(asked.findValuesAsString("state")).containsExactly("refused", "accepted");
        assertThat(asked.at("/0/reason").asString()).isEqualTo("份额太高");
        assertThat(why(approve(id, 1))).isEqualTo("not-accepted");
        accept(partner, id, 1).expect(200);
        approve(id, 1).expect(200);
    }

    @Test
    void onlyWhatASponsorBearsAsksItAgain() {
        String id = opened(plan(10_000));

        // Its name, the page and the rules are none of what was accepted.
        Map<String, Object> renamed = plan(10_000);
        offer(renamed).put("name", "开春大促");
        renamed.put("placements", List.of("link"));
        renamed.put("rules", Map.of("zh", "新规则。", "en", "New rules."));
        rewritten(id, 1, renamed);
        assertThat(answers(id)).containsExactly("accepted", "accepted");
        approve(id, 2).expect(200);

        rewritten(id, 2, plan(20_000));
        assertThat(answers(id)).containsExactly("waiting", "waiting");
        assertThat(why(approve(id, 3))).isEqualTo("not-accepted");
        accept(partner, id, 3).expect(200);
        accept(shop.till(), id, 3).expect(200);
        approve(id, 3).expect(200);

        Map<String, Object> terms = plan(20_000);
        offer(terms).put("usesPerCustomer", 1);
        rewritten(id, 3, terms);
        assertThat(answers(id)).containsExactly("waiting", "waiting");

        // Back to what was accepted before: nobody is asked twice for the same.
        rewritten(id, 4, plan(20_000));
        assertThat(answers(id)).containsExactly("accepted", "accepted");
        approve(id, 5).expect(200);
    }

    /** A sponsor bears its share of every offer, and accepts all of them at once. */
    @Test
    void bearsItsShareOfEveryOffer() {
        Map<String, Object> plan = plan(10_000);
        Map<String, Object> second = new LinkedHashMap<>(offer(plan));
        second.put("name", "满30减3");
        second.put("budget", Map.of("total", cny(5_000)));
        offers(plan).add(second);
        String id = inReview(plan);
        JsonNode asked = partner.get("/joint-campaigns/" + id).expect(200).json();
        assertThat(asked.at("/share/value").asLong()).isEqualTo(7_500);
        assertThat(asked.path("plan").findValuesAsString("sponsorId"))
                .containsExactly("brand:" + brand, "brand:" + brand);
        accept(partner, id, 1).expect(200);
        accept(shop.till(), id, 1).expect(200);

        second.put("budget", Map.of("total", cny(6_000)));
        rewritten(id, 1, plan);
        assertThat(answers(id)).containsExactly("waiting", "waiting");
        accept(partner, id, 2).expect(200);
        accept(shop.till(), id, 2).expect(200);
        approve(id, 2).expect(200);
        assertThat(partner.get("/joint-campaigns/" + id)
                        .expect(200)
                        .json()
                        .at("/spend/setAside/value")
                        .asLong())
                .isEqualTo(8_000);
    }

    @Test
    void anotherShareBeforeItOpensAsksOnlyThoseWhoseShareItIs() {
        String id = inReview(plan(10_000));
        accept(partner, id, 1).expect(200);
        accept(shop.till(), id, 1).expect(200);
        Map<String, Object> shifted = plan(10_000);
        sponsors(shifted, 30, "50.0", 20);
        rewritten(id, 1, shifted);
        assertThat(answers(id)).containsExactly("accepted", "waiting");
    }

    @Test
    void whetherItPaysInBeforeIsAskedToo() {
        String id = inReview(plan(10_000));
        accept(partner, id, 1).expect(200);
        accept(shop.till(), id, 1).expect(200);
        Map<String, Object> prefunded = plan(10_000);
        offer(prefunded)
                .put(
                        "sponsors",
                        List.of(
                                Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", 20),
                                Map.of("sponsorId", "brand:" + brand, "name", "茶饮", "percent", 50, "prefunded", true),
                                Map.of("sponsorId", "merchant:" + shop.id(), "name", "面馆", "percent", 30)));
        rewritten(id, 1, prefunded);
        assertThat(answers(id)).containsExactly("waiting", "accepted");
        accept(partner, id, 2).expect(200);
        assertThat(why(approve(id, 2))).isEqualTo("sponsor-short");
        shops.fund(Accounts.deposit("brand:" + brand, CNY), 6_000);
        approve(id, 2).expect(200);
        assertSpend(id, partner, 5_000, 0, 0, 5_000);
        writer.post("/campaigns/" + id + "/end", Map.of("reason", "活动结束")).expect(200);
        assertSpend(id, partner, 5_000, 0, 5_000, 0);
        assertThat(posted(Accounts.deposit("brand:" + brand, CNY).code())).isEqualTo(6_000);
    }

    @Test
    void anotherPlanOfTheSameTermsIsAskedAnew() {
        String id = opened(plan(10_000));
        String copy = writer.post("/campaigns/" + id + "/copies", Map.of("reason", "再来一次"))
                .expect(201)
                .json()
                .path("id")
                .asString();
        send(copy, 1);
        assertThat(answers(copy)).containsExactly("waiting", "waiting");
    }

    @Test
    void theDatabaseTakesNoApprovalWithoutAllAcceptances() {
        String id = inReview(plan(10_000));
        accept(partner, id, 1).expect(200);
        assertThatThrownBy(() -> database.sql("""
                                insert into campaigns.decision
                                  (campaign_id, n, approved, reason, written_by, decided_by, decided_at)
                                select campaign_id, n, true, '', written_by, 'stf_another', now()
                                from campaigns.version where campaign_id = :id
                                """).param("id", id).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("is not accepted by all its sponsors");
    }

    @Test
    void eachSeesItsOwnCampaignsAndOnlyItsOwnPart() {
        String drafted = written(plan(10_000));
        String id = inReview(plan(10_000));
        String others = inReview(without(plan(10_000)));
        Visitor stranger = world.aBrandPartner(world.aBrand()).browser();
        Visitor otherShop = shops.aShop().till();

        assertThat(listed(partner)).containsExactly(id);
        assertThat(listed(shop.till())).containsExactly(id);
        assertThat(listed(stranger)).isEmpty();
        for (String unseen : List.of(drafted, others)) {
            partner.get("/joint-campaigns/" + unseen).expectProblem(404, "not-found");
            accept(partner, unseen, 1).expectProblem(404, "not-found");
        }
        for (Visitor another : List.of(stranger, otherShop)) {
            another.get("/joint-campaigns/" + id).expectProblem(404, "not-found");
            accept(another, id, 1).expectProblem(404, "not-found");
            refuse(another, id, 1).expectProblem(404, "not-found");
        }
        partner.get("/campaigns/" + id).expectProblem(403, "forbidden");
        partner.get("/campaigns").expectProblem(403, "forbidden");
        partner.get("/offers").expectProblem(403, "forbidden");

        JsonNode seen = partner.get("/joint-campaigns/" + id).expect(200).json();
        assertThat(seen.at("/plan/offers/0/sponsors").findValuesAsString("sponsorId"))
                .containsExactly("brand:" + brand);
        assertThat(seen.toString()).doesNotContain("merchant:" + shop.id(), "platform:");
        assertThat(seen.at("/share/value").asLong()).isEqualTo(5_000);
        assertThat(seen.path("open").asBoolean()).isTrue();
        assertThat(seen.at("/plan/rules/zh").asString()).isEqualTo("先到先得。");
        assertThat(partner.get("/me").expect(200).json().path("brand").asString())
                .startsWith("茶饮");
    }

    @Test
    void whatItCostStandsInTheBooksBySponsor() {
        String id = opened(plan(10_000));
        World.Someone customer = shops.aCustomerWith(100_000);
        JsonNode payment = shops.paid(shop, customer, 5_000);
        // 8.00 off: the brand bears half of it.
        assertSpend(id, partner, 5_000, 400, 0, 4_600);
        assertSpend(id, shop.till(), 3_000, 240, 0, 2_760);

        shop.till()
                .post(
                        "/payments/" + payment.path("id").asString() + "/refunds",
                        Map.of("amount", cny(5_000), "reason", "退货"),
                        aKey())
                .expect(201);
        assertSpend(id, partner, 5_000, 0, 0, 5_000);
        JsonNode second = shops.paid(shop, customer, 5_000);

        rewritten(id, 1, plan(20_000));
        accept(partner, id, 2).expect(200);
        accept(shop.till(), id, 2).expect(200);
        approve(id, 2).expect(200);
        assertSpend(id, partner, 10_000, 400, 0, 9_600);

        writer.post("/campaigns/" + id + "/end", Map.of("reason", "活动结束")).expect(200);
        assertSpend(id, partner, 10_000, 400, 9_600, 0);
        // What comes back after the end goes on to the sponsors.
        shop.till()
                .post(
                        "/payments/" + second.path("id").asString() + "/refunds",
                        Map.of("amount", cny(5_000), "reason", "退货"),
                        aKey())
                .expect(201);
        assertSpend(id, partner, 10_000, 0, 10_000, 0);
        assertThat(posted(Accounts.sponsor("brand:" + brand, CNY).code())).isZero();

        String csv = partner.get("/joint-campaigns.csv").expect(200).text();
        assertThat(csv.lines().filter(line -> line.startsWith(id)))
                .singleElement()
                .asString()
                .contains("ended", "100.00")
                .doesNotContain(shop.id());
    }

    @Test
    void nobodyOpensAnOfferInABrandsNameAlone() {
        Map<String, Object> offer = offer(plan(1_000));
        Visitor.Answer answer = writer.post("/offers", offer, aKey());
        answer.expectProblem(400, "invalid-field");
        assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("needs-campaign");
        offer.put("sponsors", List.of(Map.of("sponsorId", "brand:brd_nobody", "name", "谁", "percent", 100)));
        assertThat(writer.post("/offers", offer, aKey())
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("unknown-brand");
    }

    @Test
    void aBrandPartnerIsOfABrandAndNobodyElseIs() {
        Visitor administrator = world.anAdministrator().browser();
        Map<String, String> partnerOf = Map.of("email", "p@example.com", "name", "周", "role", "BRAND_PARTNER");
        administrator.post("/staff", partnerOf).expectProblem(400, "invalid-field");
        Map<String, String> unknown = new LinkedHashMap<>(partnerOf);
        unknown.put("brandId", "brd_nobody");
        administrator.post("/staff", unknown).expectProblem(400, "invalid-field");
        Map<String, String> operator = new LinkedHashMap<>(unknown);
        operator.put("role", "OPERATOR");
        operator.put("brandId", brand);
        administrator.post("/staff", operator).expectProblem(400, "invalid-field");
        writer.post("/brands", Map.of("name", "不许")).expectProblem(403, "forbidden");
        String name = "咖啡" + world.aPhone();
        String other = administrator
                .post("/brands", Map.of("name", name))
                .expect(201)
                .json()
                .path("id")
                .asString();
        administrator.post("/brands", Map.of("name", name)).expectProblem(409, "conflict");
        administrator.put("/brands/" + brand, Map.of("name", name)).expectProblem(409, "conflict");
        assertThat(administrator
                        .put("/brands/" + other, Map.of("name", name + "馆"))
                        .expect(200)
                        .json()
                        .path("name")
                        .asString())
                .isEqualTo(name + "馆");
    }

    private void assertSpend(String id, Visitor sponsor, long setAside, long spent, long returned, long left) {
        JsonNode spend =
                sponsor.get("/joint-campaigns/" + id).expect(200).json().path("spend");
        assertThat(List.of(
                        spend.at("/setAside/value").asLong(),
                        spend.at("/spent/value").asLong(),
                        spend.at("/returned/value").asLong(),
                        spend.at("/left/value").asLong()))
                .containsExactly(setAside, spent, returned, left);
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
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("name", Objects.requireNonNull(offer.get("name")));
        plan.put("offers", new ArrayList<>(List.of(offer)));
        plan.put("placements", List.of("home", "link"));
        plan.put("rules", Map.of("zh", "先到先得。", "en", "While it lasts."));
        sponsors(plan, 20, 50, 30);
        return plan;
    }

    private void sponsors(Map<String, Object> plan, Object house, Object ofBrand, Object ofShop) {
        offer(plan)
                .put(
                        "sponsors",
                        List.of(
                                Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", house),
                                Map.of("sponsorId", "brand:" + brand, "name", "茶饮", "percent", ofBrand),
                                Map.of("sponsorId", "merchant:" + shop.id(), "name", "面馆", "percent", ofShop)));
    }

    /** Of the house alone. */
    private Map<String, Object> without(Map<String, Object> plan) {
        offer(plan)
                .put("sponsors", List.of(Map.of("sponsorId", "platform:" + shop.id(), "name", "通宝", "percent", 100)));
        return plan;
    }

    private static Map<String, Object> offer(Map<String, Object> plan) {
        return offers(plan).getFirst();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> offers(Map<String, Object> plan) {
        return Objects.requireNonNull((List<Map<String, Object>>) plan.get("offers"));
    }

    private String written(Map<String, Object> plan) {
        return writer.post("/campaigns", Map.of("plan", plan))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private void send(String id, int version) {
        writer.post("/campaigns/" + id + "/review", Map.of("version", version)).expect(200);
    }

    private String inReview(Map<String, Object> plan) {
        String id = written(plan);
        send(id, 1);
        return id;
    }

    private String opened(Map<String, Object> plan) {
        String id = inReview(plan);
        accept(partner, id, 1).expect(200);
        accept(shop.till(), id, 1).expect(200);
        approve(id, 1).expect(200);
        return id;
    }

    /** A further version, sent to review. */
    private void rewritten(String id, int base, Map<String, Object> plan) {
        writer.post("/campaigns/" + id + "/versions", Map.of("base", base, "plan", plan, "why", "调整"))
                .expect(201);
        send(id, base + 1);
    }

    private Visitor.Answer approve(String id, int version) {
        return reviewer.post("/campaigns/" + id + "/approval", Map.of("version", version));
    }

    private static String why(Visitor.Answer refused) {
        return refused.expectProblem(409, "campaign-not-opened")
                .json()
                .path("why")
                .asString();
    }

    private static Visitor.Answer accept(Visitor sponsor, String id, int version) {
        return sponsor.post("/joint-campaigns/" + id + "/acceptance", Map.of("version", version));
    }

    private static Visitor.Answer refuse(Visitor sponsor, String id, int version) {
        return sponsor.post("/joint-campaigns/" + id + "/refusal", Map.of("version", version, "reason", "份额太高"));
    }

    private List<String> answers(String id) {
        return writer.get("/campaigns/" + id).expect(200).json().path("asked").findValuesAsString("state");
    }

    private static List<String> listed(Visitor sponsor) {
        return sponsor.get("/joint-campaigns").expect(200).json().path("items").findValuesAsString("id");
    }

    private long posted(String code) {
        return ledger.balance(code).map(Balance::posted).orElse(0L);
    }
}
