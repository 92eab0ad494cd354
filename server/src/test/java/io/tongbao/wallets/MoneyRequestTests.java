package io.tongbao.wallets;

import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.Visitor.Answer;
import io.tongbao.World;
import io.tongbao.World.Someone;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.payments.Shops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What one asks another for is paid once or not at all, and only by who is asked. */
@ServerTest
class MoneyRequestTests {
    private static final Currency CNY = Currency.of("CNY");

    private final World world;
    private final Shops shops;
    private final Ledger ledger;

    MoneyRequestTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
    }

    @Test
    void isPaidWithTheSendersPinAndShownMaskedToBoth() {
        Someone asker = named(world.aCustomer(), "李小龙");
        Someone payer = named(shops.aCustomerWith(10_000), "王小明");
        String id = ask(asker, payer, 3_200, "火锅 🍲");

        JsonNode received = only(payer, "?direction=received&state=open");
        assertThat(received.path("id").asString()).isEqualTo(id);
        assertThat(received.at("/requester/nameMasked").asString()).isEqualTo("李**");
        assertThat(received.path("note").asString()).isEqualTo("火锅 🍲");
        assertThat(received.toString()).doesNotContain(asker.phone()).doesNotContain("李小龙");
        assertThat(only(asker, "?direction=sent").at("/payer/nameMasked").asString())
                .isEqualTo("王**");
        assertThat(list(payer, "?direction=sent")).isEmpty();

        pay(payer, id, Map.of()).expectProblem(422, "pin-required");
        pay(payer, id, Map.of("pin", "111222")).expectProblem(422, "pin-wrong");
        assertThat(balance(payer)).isEqualTo(10_000);

        JsonNode paid = pay(payer, id, pin()).expect(200).json();
        assertThat(paid.path("state").asString()).isEqualTo("paid");
        assertThat(balance(payer)).isEqualTo(6_800);
        assertThat(balance(asker)).isEqualTo(3_200);
        JsonNode send = asker.browser()
                .get("/sends/" + paid.path("sendId").asString())
                .expect(200)
                .json();
        assertThat(send.path("note").asString()).isEqualTo("火锅 🍲");
        assertThat(send.at("/amount/value").asLong()).isEqualTo(3_200);
        assertThat(list(payer, "?direction=received&state=open")).isEmpty();
        assertThat(only(asker, "?direction=sent&state=paid").path("id").asString())
                .isEqualTo(id);
    }

    @Test
    void isPaidOnceHoweverOftenAndFromWhereItIsPaid() throws Exception {
        Someone asker = world.aCustomer();
        Someone payer = shops.aCustomerWith(10_000);
        String id = ask(asker, payer, 1_000, "");
        List<Answer> answers = together(8, () -> pay(payer, id, pin()));
        assertThat(answers.stream()
                        .map(answer -> answer.expect(200).json().path("sendId").asString())
                        .distinct())
                .hasSize(1);
        pay(payer, id, pin()).expect(200);
        assertThat(balance(payer)).isEqualTo(9_000);
        assertThat(balance(asker)).isEqualTo(1_000);
        assertThat(entries(payer)).isEqualTo(2);

        asker.browser()
                .post("/money-requests/" + id + "/cancellation", Map.of())
                .expectProblem(409, "request-ended");
        assertThat(payer.browser()
                        .post("/money-requests/" + id + "/refusal", Map.of())
                        .expectProblem(409, "request-ended")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("paid");
    }

    /** Whoever comes first decides; the money has moved if, and only if, the request says that it is paid. */
    @Test
    void paidAndCancelledAtOnceItIsOneOfTheTwo() throws Exception {
        Someone asker = world.aCustomer();
        Someone payer = shops.aCustomerWith(10_000);
        long paid = 0;
        for (int i = 0; i < 6; i++) {
            String id = ask(asker, payer, 100, "");
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Answer> payment = threads.submit(() -> pay(payer, id, pin()));
                Future<Answer> cancellation =
                        threads.submit(() -> asker.browser().post("/money-requests/" + id + "/cancellation", Map.of()));
                boolean isPaid = payment.get().status() == 200;
                assertThat(cancellation.get().status()).isEqualTo(isPaid ? 409 : 200);
                assertThat(state(asker, id)).isEqualTo(isPaid ? "paid" : "cancelled");
                paid += isPaid ? 100 : 0;
            }
            assertThat(balance(asker)).isEqualTo(paid);
            assertThat(balance(payer)).isEqualTo(10_000 - paid);
        }
    }

    @Test
    void whatIsRefusedCancelledOrExpiredIsNotPaid() {
        Someone asker = world.aCustomer();
        Someone payer = shops.aCustomerWith(10_000);
        String refused = ask(asker, payer, 100, "");
        for (int i = 0; i < 2; i++) {
            assertThat(payer.browser()
                            .post("/money-requests/" + refused + "/refusal", Map.of())
                            .expect(200)
                            .json()
                            .path("state")
                            .asString())
                    .isEqualTo("refused");
        }
        String cancelled = ask(asker, payer, 100, "");
        asker.browser()
                .post("/money-requests/" + cancelled + "/cancellation", Map.of())
                .expect(200);
        String expired = ask(asker, payer, 100, "");
        world.clock().advance(Duration.ofDays(7).plusMinutes(1));
        Someone again = world.signedUp("wallet", payer.phone());
        for (String id : List.of(refused, cancelled, expired)) {
            pay(again, id, pin()).expectProblem(409, "request-ended");
        }
        assertThat(state(again, expired)).isEqualTo("expired");
        assertThat(list(again, "?direction=received&state=open")).isEmpty();
        assertThat(list(again, "?direction=received&state=expired")).hasSize(1);
        again.browser()
                .post("/money-requests/" + expired + "/refusal", Map.of())
                .expectProblem(409, "request-ended");
        assertThat(balance(payer)).isEqualTo(10_000);
    }

    @Test
    void oneWithTooLittleMoneyPaysAfterToppingUp() {
        Someone asker = world.aCustomer();
        Someone payer = shops.aCustomerWith(50);
        String id = ask(asker, payer, 100, "");
        pay(payer, id, pin()).expectProblem(422, "insufficient-balance");
        assertThat(state(payer, id)).isEqualTo("open");
        shops.fund(WalletAccounts.key(payer.id(), CNY), 50);
        pay(payer, id, pin()).expect(200);
        assertThat(balance(asker)).isEqualTo(100);
    }

    @Test
    void toOthersItIsNotThereAndOnlyWhoIsAskedPaysIt() {
        Someone asker = shops.aCustomerWith(1_000);
        Someone payer = shops.aCustomerWith(1_000);
        Someone stranger = shops.aCustomerWith(1_000);
        String id = ask(asker, payer, 100, "");
        stranger.browser().get("/money-requests/" + id).expectProblem(404, "not-found");
        for (Someone other : List.of(stranger, asker)) {
            pay(other, id, pin()).expectProblem(404, "not-found");
            other.browser().post("/money-requests/" + id + "/refusal", Map.of()).expectProblem(404, "not-found");
        }
        for (String what : List.of("cancellation", "reminder")) {
            payer.browser().post("/money-requests/" + id + "/" + what, Map.of()).expectProblem(404, "not-found");
        }
        assertThat(state(payer, id)).isEqualTo("open");
    }

    @Test
    void whatCannotBeAskedIsRefusedInWords() {
        Someone asker = world.aCustomer();
        Someone payer = world.aCustomer();
        asked(asker, asker.id(), 100, aKey()).expectProblem(422, "self-send");
        asked(asker, "cus_00000000000000000000000000", 100, aKey()).expectProblem(404, "recipient-not-found");
        asked(asker, payer.id(), 2_000_001, aKey()).expectProblem(422, "limit-exceeded");
        asked(asker, payer.id(), 0, aKey()).expectProblem(400, "invalid-field");

        String key = aKey();
        String id =
                asked(asker, payer.id(), 100, key).expect(201).json().path("id").asString();
        assertThat(asked(asker, payer.id(), 100, key)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(id);
        asked(asker, payer.id(), 101, key).expectProblem(422, "idempotency-key-reused");

        IntStream.range(0, 4).forEach(_ -> ask(asker, payer, 1, ""));
        JsonNode tooMany = asked(asker, payer.id(), 1, aKey())
                .expectProblem(422, "too-many-open")
                .json();
        assertThat(tooMany.path("atMost").asInt()).isEqualTo(5);
        assertThat(tooMany.path("ofOne").asBoolean()).isTrue();
        asker.browser()
                .post("/money-requests/" + id + "/cancellation", Map.of())
                .expect(200);
        ask(asker, payer, 1, "");

        Visitor operator = world.anOperator().browser();
        operator.put("/customers/" + asker.id() + "/freeze", Map.of("freeze", "in", "reason", "Suspected mule"))
                .expect(200);
        asked(asker, world.aCustomer().id(), 1, aKey()).expectProblem(422, "account-frozen");
        Someone frozen = shops.aCustomerWith(1_000);
        String toFrozen = ask(world.aCustomer(), frozen, 100, "");
        operator.put("/customers/" + frozen.id() + "/freeze", Map.of("freeze", "out", "reason", "Lost phone"))
                .expect(200);
        pay(frozen, toFrozen, pin()).expectProblem(422, "account-frozen");
    }

    @Test
    void isRemindedOfOnceADay() {
        Someone asker = world.aCustomer();
        Someone payer = world.aCustomer();
        String id = ask(asker, payer, 100, "");
        remind(asker, id).expect(200);
        remind(asker, id).expectProblem(429, "too-often");
        assertThat(only(payer, "?direction=received").path("remindedAt").asString())
                .isNotEmpty();
        world.clock().advance(Duration.ofHours(24).plusSeconds(1));
        remind(world.signedUp("wallet", asker.phone()), id).expect(200);
    }

    @Test
    void areListedPageByPage() {
        Someone asker = world.aCustomer();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(ask(asker, world.aCustomer(), 100 + i, ""));
        }
        List<String> paged = new ArrayList<>();
        String query = "?direction=sent&limit=2";
        while (!query.isEmpty()) {
            JsonNode page =
                    asker.browser().get("/money-requests" + query).expect(200).json();
            page.path("items").forEach(item -> paged.add(item.path("id").asString()));
            query = page.path("next").isNull()
                    ? ""
                    : "?direction=sent&limit=2&cursor=" + page.path("next").asString();
        }
        assertThat(paged).isEqualTo(made);
    }

    // ---- what people do ------------------------------------------------------------------------------------------

    static Someone named(Someone someone, String name) {
        someone.browser().put("/me/name", Map.of("name", name)).expect(200);
        return someone;
    }

    private static Answer asked(Someone asker, String payerId, long minor, String key) {
        return asker.browser().post("/money-requests", Map.of("payerId", payerId, "amount", cny(minor)), key);
    }

    private static String ask(Someone asker, Someone payer, long minor, String note) {
        Map<String, Object> body = Map.of("payerId", payer.id(), "amount", cny(minor), "note", note);
        return asker.browser()
                .post("/money-requests", body, aKey())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    static Map<String, Object> pin() {
        return Map.of("pin", World.PIN);
    }

    static Answer pay(Someone payer, String id, Map<String, Object> body) {
        return payer.browser().post("/money-requests/" + id + "/payment", body, aKey());
    }

    private static Answer remind(Someone asker, String id) {
        return asker.browser().post("/money-requests/" + id + "/reminder", Map.of());
    }

    private static String state(Someone someone, String id) {
        return someone.browser()
                .get("/money-requests/" + id)
                .expect(200)
                .json()
                .path("state")
                .asString();
    }

    private static List<JsonNode> list(Someone someone, String query) {
        List<JsonNode> items = new ArrayList<>();
        someone.browser()
                .get("/money-requests" + query)
                .expect(200)
                .json()
                .path("items")
                .forEach(items::add);
        return items;
    }

    private static JsonNode only(Someone someone, String query) {
        List<JsonNode> items = list(someone, query);
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private long balance(Someone someone) {
        return shops.balance(WalletAccounts.key(someone.id(), CNY));
    }

    private int entries(Someone someone) {
        String account = WalletAccounts.key(someone.id(), CNY).code();
        return ledger.statement(account, new StatementQuery(Optional.empty(), 200))
                .lines()
                .size();
    }

    private static <T> List<T> together(int times, Callable<T> what) throws Exception {
        List<T> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : threads.invokeAll(Collections.nCopies(times, what))) {
                answers.add(each.get());
            }
        }
        return answers;
    }
}
