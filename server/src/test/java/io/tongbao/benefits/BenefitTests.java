package io.tongbao.benefits;

import static io.tongbao.Eventually.await;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Shops;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Third parties' benefits through the API, and what the books then hold. */
@ServerTest
class BenefitTests {
    private static final long COST = 1_200;

    private final World world;
    private final Shops shops;
    private final Ledger ledger;
    private final JdbcClient jdbc;

    BenefitTests(World world, Ledger ledger, JdbcClient jdbc) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
        this.jdbc = jdbc;
    }

    @Test
    void aListWithBrokenRowsIsTakenAndTheyAreTold() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of());
        String list = String.join(
                "\r\n",
                "\uFEFFcode,expires",
                code(1),
                code(2) + ",2099-12-31",
                "",
                "x".repeat(300),
                code(3) + ",2020-01-01",
                code(4) + ",someday",
                code(1),
                "two words",
                code(5) + ",2099-11-30");
        String key = aKey();
        JsonNode batch = upload(operator, benefit, list, key).expect(201).json();
        assertThat(batch.path("rows").asLong()).isEqualTo(10);
        assertThat(batch.path("kept").asLong()).isEqualTo(3);
        assertThat(batch.path("broken").asLong()).isEqualTo(6);
        String id = batch.path("id").asString();
        assertThat(problems(operator, id))
                .containsExactly(
                        "4 empty", "5 too-long", "6 expired", "7 not-a-date", "8 twice-in-the-list", "9 not-a-code");
        assertThat(books(benefit)).isEqualTo(new Books(3, 3, 0, 0, 0));

        // asked again: nothing comes twice, and another list under the key is refused
        assertThat(upload(operator, benefit, list, key).expect(201).json()).isEqualTo(batch);
        upload(operator, benefit, list + "\r\n" + code(6), key).expectProblem(422, "idempotency-key-reused");
        upload(operator, aBenefit(operator, Map.of()), list, key).expectProblem(422, "idempotency-key-reused");
        assertThat(books(benefit)).isEqualTo(new Books(3, 3, 0, 0, 0));
    }

    @Test
    void aCodeThatCollidesIsToldAndAnotherSupplierMayHaveIt() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of());
        upload(operator, benefit, code(1) + "\n" + code(2), aKey()).expect(201);
        Benefit sibling = aBenefit(operator, benefit.supplierId(), Map.of());
        JsonNode again = upload(operator, sibling, code(3) + "\n" + code(2), aKey())
                .expect(201)
                .json();
        assertThat(again.path("kept").asLong()).isEqualTo(1);
        assertThat(problems(operator, again.path("id").asString())).containsExactly("2 known-already");
        assertThat(books(sibling)).isEqualTo(new Books(1, 1, 0, 0, 0));

        Benefit elsewhere = aBenefit(operator, Map.of());
        upload(operator, elsewhere, code(1) + "\n" + code(2), aKey()).expect(201);
        assertThat(books(elsewhere)).isEqualTo(new Books(2, 2, 0, 0, 0));
    }

    /** Two who upload the same list at once bring each code once. */
    @Test
    void theSameListTwiceAtOnceBringsEachCodeOnce() throws Exception {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of());
        String list = String.join("\n", codes(500));
        List<Callable<Visitor.Answer>> uploads =
                List.of(() -> upload(operator, benefit, list, aKey()), () -> upload(operator, benefit, list, aKey()));
        long kept = 0;
        long broken = 0;
        for (Visitor.Answer answer : atOnce(uploads)) {
            JsonNode batch = answer.expect(201).json();
            kept += batch.path("kept").asLong();
            broken += batch.path("broken").asLong();
        }
        assertThat(kept).isEqualTo(500);
        assertThat(broken).isEqualTo(500);
        assertThat(books(benefit)).isEqualTo(new Books(500, 500, 0, 0, 0));
    }

    @Test
    void fortyWhoClaimTenAtOnceAreTenWithACodeEach() throws Exception {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of("lowStock", 3));
        // in two lots, so that the rush passes from one to the other
        List<String> codes = new ArrayList<>(codes(10));
        String list = String.join("\n", codes.subList(0, 6)) + "\n" + String.join(",2099-01-01\n", codes.subList(6, 10))
                + ",2099-01-01";
        upload(operator, benefit, list, aKey()).expect(201);
        List<World.Someone> people =
                IntStream.range(0, 40).mapToObj(_ -> world.aNewCustomer()).toList();
        List<Visitor.Answer> answers = atOnce(people.stream()
                .<Callable<Visitor.Answer>>map(each -> () -> claim(each, benefit, aKey()))
                .toList());
        List<String> had = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).status() == 201) {
                had.add(opened(people.get(i), answers.get(i).json().path("id").asString()));
            } else {
                answers.get(i).expectProblem(409, "benefits-gone");
            }
        }
        assertThat(had).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(books(benefit)).isEqualTo(new Books(10, 0, 10, 0, 10 * COST));
        assertThat(alarms(operator, benefit)).containsExactly("gone 0", "low 3");
        assertThat(rows("select count(distinct (lot, n)) from benefits.given_code where benefit_id = ?", benefit))
                .isEqualTo(10);
    }

    @Test
    void whoAsksAgainHasTheSameCodeAndNoMoreThanTheLimit() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of());
        upload(operator, benefit, String.join("\n", codes(2)), aKey()).expect(201);
        World.Someone customer = world.aNewCustomer();
        assertThat(claimable(customer, benefit).path("state").asString()).isEqualTo("open");
        assertThat(claimable(customer, benefit).path("left").asLong()).isEqualTo(2);
        String key = aKey();
        JsonNode got = claim(customer, benefit, key).expect(201).json();
        assertThat(claim(customer, benefit, key).expect(201).json()).isEqualTo(got);
        claim(customer, benefit, aKey()).expectProblem(422, "benefit-limit");
        assertThat(claimable(customer, benefit).path("state").asString()).isEqualTo("limit_reached");
        claim(world.aNewCustomer(), benefit, aKey()).expect(201);
        assertThat(claim(customer, benefit, key).expect(201).json().path("id").asString())
                .as("though all are gone")
                .isEqualTo(got.path("id").asString());
        Benefit without = aBenefit(operator, Map.of());
        claim(customer, without, key).expectProblem(409, "benefits-gone");
        assertThat(customer.browser()
                        .get("/claimable-benefits?limit=100")
                        .expect(200)
                        .text())
                .as("before its codes have come")
                .contains(benefit.id())
                .doesNotContain(without.id());
        assertThat(claimable(world.aNewCustomer(), benefit).path("state").asString())
                .isEqualTo("sold_out");
        assertThat(books(benefit)).isEqualTo(new Books(2, 0, 2, 0, 2 * COST));
    }

    @Test
    void onlyItsOwnerOpensACode() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of());
        upload(operator, benefit, code(7), aKey()).expect(201);
        World.Someone customer = world.aNewCustomer();
        String id =
                claim(customer, benefit, aKey()).expect(201).json().path("id").asString();
        World.Someone other = world.aNewCustomer();
        other.browser().get("/benefit-codes/" + id).expectProblem(404, "not-found");
        other.browser().get("/benefit-codes/" + id + "/code").expectProblem(404, "not-found");
        assertThat(other.browser().get("/benefit-codes").expect(200).json().path("items"))
                .isEmpty();
        operator.get("/benefit-codes/" + id + "/code").expectProblem(403, "forbidden");
        shops.aShop().till().get("/benefits").expectProblem(403, "forbidden");
        customer.browser().get("/benefits/" + benefit.id() + "/codes").expectProblem(403, "forbidden");

        assertThat(opened(customer, id)).isEqualTo(code(7));
        assertThat(customer.browser().get("/benefit-codes").expect(200).text())
                .contains(id)
                .doesNotContain(code(7));
        String seen =
                operator.get("/benefits/" + benefit.id() + "/codes").expect(200).text();
        assertThat(seen)
                .contains("••••" + code(7).substring(code(7).length() - 4))
                .doesNotContain(code(7));
    }

    /** In the database stands no code, nor what it could be guessed by; the events and the books don't have it either. */
    @Test
    void isKeptUnderTheKeyAlone() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of());
        upload(operator, benefit, code(8) + "\n" + code(9) + " and more", aKey())
                .expect(201);
        World.Someone customer = world.aNewCustomer();
        String id =
                claim(customer, benefit, aKey()).expect(201).json().path("id").asString();
        byte[] sealed = jdbc.sql("select sealed from benefits.code where benefit_id = ?")
                .param(benefit.id())
                .query((row, n) -> row.getBytes(1))
                .single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(code(8));
        for (String table : List.of(
                "benefits.code",
                "benefits.given_code",
                "benefits.batch",
                "benefits.batch_problem",
                "benefits.upload",
                "events.event",
                "ledger.account",
                "ledger.entry",
                "identity.audit_line",
                "identity.audit_thing")) {
            for (String text : List.of(code(8), code(9))) {
                String hex = java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
                assertThat(jdbc.sql("select count(*) from " + table + " t where t::text like ? or t::text like ?")
                                .params("%" + text + "%", "%" + hex + "%")
                                .query(Long.class)
                                .single())
                        .as(table)
                        .isZero();
            }
        }
        assertThat(opened(customer, id)).isEqualTo(code(8));
    }

    @Test
    void theSoonestEndingAreGivenFirstAndAnEndedOneNever() throws InterruptedException {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of("lowStock", 1));
        LocalDate today =
                LocalDate.ofInstant(world.clock().instant(), world.clock().getZone());
        upload(
                        operator,
                        benefit,
                        code(1) + "\n" + code(2) + "," + today.plusDays(40) + "\n" + code(3) + "," + today + "\n"
                                + code(4) + "," + today,
                        aKey())
                .expect(201);
        World.Someone customer = world.aNewCustomer();
        JsonNode first = claim(customer, benefit, aKey()).expect(201).json();
        assertThat(first.path("lastDay").asString()).isEqualTo(today.toString());
        assertThat(first.path("over").asBoolean()).isFalse();
        assertThat(opened(customer, first.path("id").asString())).isIn(code(3), code(4));

        world.clock().advance(Duration.ofHours(25));
        await(() -> books(benefit).equals(new Books(4, 2, 1, 1, COST)));
        Visitor later = world.anOperator().browser();
        assertThat(states(later, benefit)).containsExactlyInAnyOrder("in_stock", "in_stock", "given", "expired");
        World.Someone next = world.aNewCustomer();
        JsonNode second = claim(next, benefit, aKey()).expect(201).json();
        assertThat(opened(next, second.path("id").asString())).isEqualTo(code(2));
        World.Someone last = world.aNewCustomer();
        JsonNode third = claim(last, benefit, aKey()).expect(201).json();
        assertThat(third.path("lastDay").isNull()).isTrue();
        assertThat(opened(last, third.path("id").asString())).isEqualTo(code(1));
        claim(world.aNewCustomer(), benefit, aKey()).expectProblem(409, "benefits-gone");
        assertThat(customer.browser()
                        .get("/benefit-codes/" + first.path("id").asString())
                        .expect(200)
                        .json()
                        .path("over")
                        .asBoolean())
                .isTrue();
        assertThat(books(benefit)).isEqualTo(new Books(4, 0, 3, 1, 3 * COST));
        assertThat(alarms(later, benefit)).containsExactly("gone 0", "low 1");
        assertStatementTies(later, benefit, 4, 3, 1);
    }

    @Test
    void aStockThatFallsIsToldOnceEachTime() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of("lowStock", 2, "perCustomer", 10));
        upload(operator, benefit, String.join("\n", codes(4)), aKey()).expect(201);
        assertThat(standing(operator, benefit)).isEmpty();
        World.Someone customer = world.aNewCustomer();
        claim(customer, benefit, aKey()).expect(201);
        assertThat(alarms(operator, benefit)).isEmpty();
        claim(customer, benefit, aKey()).expect(201);
        assertThat(alarms(operator, benefit)).containsExactly("low 2");
        claim(customer, benefit, aKey()).expect(201);
        assertThat(alarms(operator, benefit)).as("told before").containsExactly("low 2");
        assertThat(standing(operator, benefit)).contains("low");
        upload(operator, benefit, "MORE-" + code(1) + "\nMORE-" + code(2) + "\nMORE-" + code(3), aKey())
                .expect(201);
        assertThat(standing(operator, benefit)).as("enough again").isEmpty();
        for (int i = 0; i < 4; i++) {
            claim(customer, benefit, aKey()).expect(201);
        }
        assertThat(alarms(operator, benefit)).containsExactly("gone 0", "low 2", "low 2");
        assertThat(standing(operator, benefit)).contains("gone");
        upload(operator, benefit, "LAST-" + code(1), aKey()).expect(201);
        assertThat(standing(operator, benefit)).contains("still_low");
    }

    @Test
    void isGrantedToAListAndItsCustomersHear() throws InterruptedException {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of("listed", false));
        upload(operator, benefit, String.join("\n", codes(2)), aKey()).expect(201);
        World.Someone one = world.aNewCustomer();
        World.Someone two = world.aNewCustomer();
        World.Someone three = world.aNewCustomer();
        claim(one, benefit, aKey()).expectProblem(404, "not-found");
        List<String> list = List.of(one.phone(), "nobody's", two.id(), world.aPhone(), one.id(), three.phone());
        String key = aKey();
        String path = "/benefits/" + benefit.id() + "/grants";
        String id = operator.post(path, Map.of("recipients", list), key)
                .expect(202)
                .json()
                .path("id")
                .asString();
        assertThat(operator.post(path, Map.of("recipients", list), key)
                        .expect(202)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(id);
        await(() -> operator.get("/benefit-grants/" + id).json().hasNonNull("finishedAt"));
        List<String> told = new ArrayList<>();
        operator.get("/benefit-grants/" + id + "/problems")
                .expect(200)
                .json()
                .path("items")
                .forEach(row -> told.add(
                        row.path("row").asInt() + " " + row.path("problem").asString()));
        assertThat(told).hasSize(4).contains("2 not-a-recipient", "4 nobody", "5 twice-in-the-list");
        assertThat(told).filteredOn(row -> row.endsWith("benefits-gone")).hasSize(1);
        assertThat(books(benefit)).isEqualTo(new Books(2, 0, 2, 0, 2 * COST));
        List<World.Someone> winners = List.of(one, two, three).stream()
                .filter(each -> !each.browser()
                        .get("/benefit-codes")
                        .json()
                        .path("items")
                        .isEmpty())
                .toList();
        assertThat(winners).hasSize(2);
        for (World.Someone winner : winners) {
            await(() -> winner.browser()
                    .get("/notices")
                    .expect(200)
                    .json()
                    .path("items")
                    .findValuesAsString("kind")
                    .equals(List.of("benefit_granted")));
        }
    }

    @Test
    void theStatementTiesToTheBooks() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of("perCustomer", 2));
        upload(operator, benefit, String.join("\n", codes(5)), aKey()).expect(201);
        World.Someone customer = world.aNewCustomer();
        String given =
                claim(customer, benefit, aKey()).expect(201).json().path("id").asString();
        claim(customer, benefit, aKey()).expect(201);
        JsonNode statement = assertStatementTies(operator, benefit, 5, 2, 0);
        assertThat(statement.at("/owed/0/value").asLong()).isEqualTo(2 * COST);
        assertThat(statement.at("/payable/0/value").asLong()).isEqualTo(2 * COST);
        assertThat(balance("supplier/" + benefit.supplierId() + "/payable/CNY")).isEqualTo(2 * COST);

        String before = "/suppliers/" + benefit.supplierId() + "/statement?month=2020-01";
        JsonNode then = operator.get(before).expect(200).json();
        assertThat(then.path("closing").asLong()).isZero();
        assertThat(then.path("tied").asBoolean()).isTrue();

        String csv = operator.get("/suppliers/" + benefit.supplierId() + "/statement.csv")
                .expect(200)
                .text();
        assertThat(csv.lines().toList()).hasSize(3);
        assertThat(csv)
                .contains(given, "••••", "12.00", customer.phone().substring(0, 3) + "****")
                .doesNotContain(opened(customer, given), customer.phone());
        assertThat(operator.get("/audit-log?thing=" + benefit.supplierId())
                        .expect(200)
                        .text())
                .contains("GET /suppliers/{id}/statement.csv");
    }

    @Test
    void theTrialBalanceOfAnInstantStaysZeroWithThem() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of());
        upload(operator, benefit, String.join("\n", codes(3)), aKey()).expect(201);
        claim(world.aNewCustomer(), benefit, aKey()).expect(201);
        String then = world.clock().instant().toString();
        world.clock().advance(Duration.ofMinutes(3));

        operator.get("/books/trial-balance?at=" + then)
                .expect(200)
                .json()
                .path("totals")
                .forEach(total -> assertThat(total.path("posted").asLong())
                        .as("%s", total)
                        .isZero());
    }

    @Test
    void itsTermsAreWrittenAnewAndHoldFromThenOn() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of());
        upload(operator, benefit, String.join("\n", codes(2)), aKey()).expect(201);
        World.Someone customer = world.aNewCustomer();
        String path = "/benefits/" + benefit.id() + "/terms";
        operator.put(path, Map.of("base", 1, "terms", terms(Map.of("paused", true))))
                .expect(200);
        operator.put(path, Map.of("base", 1, "terms", terms(Map.of()))).expectProblem(409, "conflict");
        claim(customer, benefit, aKey()).expectProblem(409, "benefit-paused");
        operator.put(path, Map.of("base", 2, "terms", terms(Map.of("claimFrom", "2034-01-01T00:00:00Z"))))
                .expect(200);
        claim(customer, benefit, aKey()).expectProblem(409, "claim-not-open");
        operator.put(
                        path,
                        Map.of(
                                "base",
                                3,
                                "terms",
                                terms(Map.of(
                                        "claimFrom", "2020-01-01T00:00:00Z", "claimUntil", "2020-02-01T00:00:00Z"))))
                .expect(200);
        claim(customer, benefit, aKey()).expectProblem(409, "claim-over");
        operator.put(path, Map.of("base", 4, "terms", terms(Map.of()))).expect(200);
        claim(customer, benefit, aKey()).expect(201);
    }

    @Test
    void namesWhatIsWrong() {
        Visitor operator = world.anOperator().browser();
        Benefit benefit = aBenefit(operator, Map.of());
        wrong(operator, benefit, "terms.perCustomer", Map.of("perCustomer", 0));
        wrong(operator, benefit, "terms.lowStock", Map.of("lowStock", -1));
        wrong(operator, benefit, "terms.name", Map.of("name", " "));
        wrong(operator, benefit, "terms.claimUntil", Map.of("claimUntil", "2020-01-01T00:00:00Z"));
        wrong(operator, benefit, "terms.claimFrom", Map.of("claimFrom", "soon"));
        Map<String, Object> other = new HashMap<>(body(benefit.supplierId(), Map.of()));
        other.put("cost", Map.of("value", 1, "currency", "GBP"));
        operator.post("/benefits", other, aKey()).expectProblem(400, "invalid-field");
        operator.post("/benefits", body("sup_nobody", Map.of()), aKey()).expectProblem(400, "invalid-field");
        String name = operator.get("/suppliers/" + benefit.supplierId())
                .expect(200)
                .json()
                .path("name")
                .asString();
        operator.post("/suppliers", Map.of("name", name.toUpperCase(java.util.Locale.ROOT)))
                .expectProblem(409, "conflict");
        claim(world.aNewCustomer(), new Benefit("ben_nobody", "", ""), aKey()).expectProblem(404, "not-found");
        upload(operator, new Benefit("ben_nobody", "", ""), code(1), aKey()).expectProblem(404, "not-found");
    }

    private JsonNode assertStatementTies(Visitor operator, Benefit benefit, long uploaded, long given, long expired) {
        String path = "/suppliers/" + benefit.supplierId();
        // a test that moves the clock may have passed the end of a month
        String now = operator.get(path + "/statement")
                .expect(200)
                .json()
                .path("month")
                .asString();
        JsonNode statement =
                operator.get(path + "/statement?month=" + now).expect(200).json();
        assertThat(statement.path("tied").asBoolean()).isTrue();
        assertThat(statement.path("opening").asLong()
                        + statement.path("uploaded").asLong()
                        - statement.path("given").asLong()
                        - statement.path("expired").asLong())
                .isEqualTo(statement.path("closing").asLong())
                .isEqualTo(uploaded - given - expired)
                .isEqualTo(balance("benefit/" + benefit.id() + "/stock"));
        JsonNode line = operator.get(path + "/statement-benefits?month=" + now)
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(line.path("tied").asBoolean()).isTrue();
        assertThat(line.path("closing").asLong()).isEqualTo(uploaded - given - expired);
        assertThat(line.at("/owed/value").asLong()).isEqualTo(line.path("given").asLong() * COST);
        return statement;
    }

    /** @param salt by which its codes are told from those of other tests */
    private record Benefit(String id, String supplierId, String salt) {}

    private final String salt = aKey().substring(0, 8);

    private String code(int n) {
        return "VIP-" + salt + "-" + (4_000 + n);
    }

    private List<String> codes(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(this::code).toList();
    }

    private Benefit aBenefit(Visitor operator, Map<String, Object> terms) {
        String supplier = operator.post("/suppliers", Map.of("name", "video" + world.aPhone() + aKey().substring(0, 6)))
                .expect(201)
                .json()
                .path("id")
                .asString();
        return aBenefit(operator, supplier, terms);
    }

    private Benefit aBenefit(Visitor operator, String supplier, Map<String, Object> terms) {
        String id = operator.post("/benefits", body(supplier, terms), aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
        return new Benefit(id, supplier, salt);
    }

    private static Map<String, Object> body(String supplier, Map<String, Object> terms) {
        return Map.of("supplierId", supplier, "worth", cny(2_500), "cost", cny(COST), "terms", terms(terms));
    }

    private static Map<String, Object> terms(Map<String, Object> more) {
        Map<String, Object> terms = new HashMap<>();
        terms.put("name", "视频会员月卡");
        terms.put("howToRedeem", "在 App 里兑换");
        terms.put("claimFrom", "2026-01-01T00:00:00+08:00");
        terms.put("claimUntil", "2035-01-01T00:00:00+08:00");
        terms.put("perCustomer", 1);
        terms.put("lowStock", 0);
        terms.put("listed", true);
        terms.put("paused", false);
        terms.putAll(more);
        return terms;
    }

    private static void wrong(Visitor operator, Benefit benefit, String field, Map<String, Object> terms) {
        Visitor.Answer answer = operator.post("/benefits", body(benefit.supplierId(), terms), aKey());
        answer.expectProblem(400, "invalid-field");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    private static Visitor.Answer upload(Visitor operator, Benefit benefit, String list, String key) {
        return operator.post("/benefits/" + benefit.id() + "/batches", new Visitor.Csv(list), key);
    }

    private static List<String> problems(Visitor operator, String batchId) {
        List<String> told = new ArrayList<>();
        operator.get("/benefit-batches/" + batchId + "/problems")
                .expect(200)
                .json()
                .path("items")
                .forEach(row -> told.add(
                        row.path("line").asInt() + " " + row.path("problem").asString()));
        return told;
    }

    private static Visitor.Answer claim(World.Someone customer, Benefit benefit, String key) {
        return customer.browser().post("/benefit-claims", Map.of("benefitId", benefit.id()), key);
    }

    private static String opened(World.Someone customer, String givenId) {
        return customer.browser()
                .get("/benefit-codes/" + givenId + "/code")
                .expect(200)
                .json()
                .path("code")
                .asString();
    }

    private static JsonNode claimable(World.Someone customer, Benefit benefit) {
        for (JsonNode each : customer.browser()
                .get("/claimable-benefits?limit=100")
                .expect(200)
                .json()
                .path("items")) {
            if (each.path("id").asString().equals(benefit.id())) {
                return each;
            }
        }
        throw new AssertionError("not in the claim centre");
    }

    private static List<String> states(Visitor operator, Benefit benefit) {
        List<String> states = new ArrayList<>();
        operator.get("/benefits/" + benefit.id() + "/codes")
                .expect(200)
                .json()
                .path("items")
                .forEach(code -> states.add(code.path("state").asString()));
        for (String state : states) {
            String path = "/benefits/" + benefit.id() + "/codes?state=" + state;
            operator.get(path)
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(code -> assertThat(code.path("state").asString()).isEqualTo(state));
        }
        return states;
    }

    private static List<String> alarms(Visitor operator, Benefit benefit) {
        List<String> told = new ArrayList<>();
        operator.get("/benefits/" + benefit.id() + "/alarms")
                .expect(200)
                .json()
                .path("items")
                .forEach(alarm -> told.add(alarm.path("turn").asString() + " "
                        + alarm.path("stock").asLong()));
        return told;
    }

    private static Optional<String> standing(Visitor operator, Benefit benefit) {
        return StreamSupport.stream(
                        operator.get("/stock-alarms?limit=100")
                                .expect(200)
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .filter(alarm -> alarm.path("benefitId").asString().equals(benefit.id()))
                .map(alarm -> alarm.path("turn").asString())
                .findFirst();
    }

    /** @param owed to the supplier for it, in minor units */
    private record Books(long uploaded, long stock, long given, long expired, long owed) {}

    private Books books(Benefit benefit) {
        String of = "benefit/" + benefit.id() + "/";
        return new Books(
                -balance(of + "supplied"),
                balance(of + "stock"),
                balance(of + "given"),
                balance(of + "expired"),
                -balance(of + "cost/CNY"));
    }

    private long balance(String account) {
        return ledger.balance(account).map(Balance::posted).orElse(0L);
    }

    private long rows(String sql, Benefit benefit) {
        return jdbc.sql(sql).param(benefit.id()).query(Long.class).single();
    }

    private static List<Visitor.Answer> atOnce(List<Callable<Visitor.Answer>> calls) throws Exception {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Visitor.Answer> answers = new ArrayList<>();
            for (Future<Visitor.Answer> answer : all.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
