package io.tongbao.wallets;

import static io.tongbao.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.Visitor.Answer;
import io.tongbao.World;
import io.tongbao.World.Someone;
import io.tongbao.connectors.Bank;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.StatementQuery;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Money comes, goes and moves between people exactly once, whatever the bank and the network do. */
@ServerTest
class WalletTests {
    private final World world;
    private final Ledger ledger;
    private final Bank bank;
    private final JdbcClient jdbc;
    private final Clock clock;

    WalletTests(World world, Ledger ledger, Bank bank, JdbcClient jdbc, Clock clock) {
        this.world = world;
        this.ledger = ledger;
        this.bank = bank;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Last four digits of sandbox cards and what a top-up over them comes to. */
    private static final Map<String, String> CARDS = new LinkedHashMap<>(Map.of(
            "8888", "settled",
            "0002", "declined",
            "0010", "settled",
            "0028", "settled",
            "0036", "settled",
            "0044", "settled",
            "0051", "declined",
            "0069", "settled"));

    @Test
    void topUpsComeOnceWhateverTheBankDoes() {
        Someone customer = world.aCustomer();
        Map<String, String> expected = new HashMap<>();
        int settled = 0;
        for (Map.Entry<String, String> card : CARDS.entrySet()) {
            String cardId = link(customer, CardNumbers.endingIn(card.getKey()));
            for (int i = 0; i < 2; i++) {
                String id = topUp(customer, cardId, 1_000).path("id").asString();
                expected.put(id, card.getValue());
                settled += card.getValue().equals("settled") ? 1 : 0;
            }
        }
        await(() -> expected.keySet().stream()
                .noneMatch(id -> state(customer, "/top-ups/", id).equals("pending")));
        waitForLateNotices();

        expected.forEach((id, state) ->
                assertThat(state(customer, "/top-ups/", id)).as(id).isEqualTo(state));
        assertThat(available(customer)).isEqualTo(1_000L * settled);
        assertThat(entries(customer)).isEqualTo(settled);
    }

    @Test
    void withdrawalsGoOnceOrComeBackWhateverTheBankDoes() {
        Someone customer = world.aCustomer();
        fund(customer, 100_000);
        long gone = 0;
        List<String> ids = new ArrayList<>();
        for (Map.Entry<String, String> card : CARDS.entrySet()) {
            String cardId = link(customer, CardNumbers.endingIn(card.getKey()));
            JsonNode asked = withdraw(customer, cardId, 700, key()).expect(201).json();
            ids.add(asked.path("id").asString());
            gone += card.getValue().equals("settled") ? 700 : 0;
        }
        await(() -> ids.stream()
                .noneMatch(id -> state(customer, "/withdrawals/", id).equals("pending")));
        waitForLateNotices();

        JsonNode balance = balance(customer);
        assertThat(balance.at("/available/value").asLong()).isEqualTo(100_000 - gone);
        assertThat(balance.at("/reserved/value").asLong()).isZero();
        assertThat(balance.at("/posted/value").asLong()).isEqualTo(100_000 - gone);
    }

    @Test
    void theDailyFileListsWhatTheBankFinished() throws IOException {
        Someone customer = world.aCustomer();
        String id = topUp(customer, link(customer, CardNumbers.good()), 4_321)
                .path("id")
                .asString();
        StringBuilder file = new StringBuilder();
        bank.dailyFile(LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai")), file);
        assertThat(file.toString().lines())
                .startsWith("reference,kind,value,currency,state,bank_reference,finished_at")
                .anyMatch(line -> line.startsWith(id + ",charge,4321,CNY,done,"));
    }

    @Test
    void aDoubleClickIsOneTopUpAndAnotherBodyUnderTheKeyIsRefused() throws Exception {
        Someone customer = world.aCustomer();
        String card = link(customer, CardNumbers.good());
        String key = key();
        List<Answer> answers = together(
                8, () -> customer.browser().post("/top-ups", Map.of("cardId", card, "amount", cny(2_500)), key));
        assertThat(new TreeSet<>(answers.stream()
                        .map(answer -> answer.expect(201).json().path("id").asString())
                        .toList()))
                .hasSize(1);
        await(() -> available(customer) == 2_500);
        assertThat(entries(customer)).isEqualTo(1);

        customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(2_501)), key)
                .expectProblem(422, "idempotency-key-reused");
        customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(2_500)))
                .expectProblem(400, "idempotency-key-missing");
    }

    @Test
    void aRefusedWithdrawalStaysRefusedUnderItsKey() {
        Someone customer = world.aCustomer();
        String card = link(customer, CardNumbers.good());
        String key = key();
        withdraw(customer, card, 900, key).expectProblem(422, "insufficient-balance");
        fund(customer, 5_000);
        withdraw(customer, card, 900, key).expectProblem(422, "insufficient-balance");
        withdraw(customer, card, 900, key()).expect(201);
        await(() -> available(customer) == 4_100);
    }

    @Test
    void aWithdrawalNeedsThePin() {
        Someone customer = world.aCustomer();
        fund(customer, 5_000);
        String card = link(customer, CardNumbers.good());
        customer.browser()
                .post("/withdrawals", Map.of("cardId", card, "amount", cny(100)), key())
                .expectProblem(422, "pin-required");
        customer.browser()
                .post("/withdrawals", Map.of("cardId", card, "amount", cny(100), "pin", "111222"), key())
                .expectProblem(422, "pin-wrong");
        assertThat(available(customer)).isEqualTo(5_000);
    }

    @Test
    void limitsHoldForOneAndForTheDay() {
        Someone customer = world.aCustomer();
        String card = link(customer, CardNumbers.good());
        customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(5_000_001)), key())
                .expectProblem(422, "limit-exceeded");
        topUp(customer, card, 5_000_000);
        topUp(customer, card, 5_000_000);
        JsonNode refused = customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(1)), key())
                .expectProblem(422, "limit-exceeded")
                .json();
        assertThat(refused.path("period").asString()).isEqualTo("day");
        assertThat(refused.at("/left/value").asLong()).isZero();
    }

    @Test
    void anotherCustomersCardAndTopUpAreNotThere() {
        Someone owner = world.aCustomer();
        Someone stranger = world.aCustomer();
        String card = link(owner, CardNumbers.good());
        String id = topUp(owner, card, 1_000).path("id").asString();
        stranger.browser().get("/top-ups/" + id).expectProblem(404, "not-found");
        stranger.browser().delete("/cards/" + card).expectProblem(404, "not-found");
        stranger.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(1_000)), key())
                .expectProblem(400, "invalid-field");
    }

    @Test
    void aCardIsLinkedOnceAndItsNumberIsNowhere() {
        Someone customer = world.aCustomer();
        String number = CardNumbers.good();
        String first = link(customer, number);
        assertThat(link(customer, number)).isEqualTo(first);
        String second = link(customer, CardNumbers.endingIn("0010"));
        customer.browser().put("/cards/" + second + "/default", Map.of()).expect(200);
        JsonNode cards = customer.browser().get("/cards").expect(200).json().path("items");
        assertThat(cards.path(0).path("id").asString()).isEqualTo(second);
        assertThat(cards.path(0).path("default").asBoolean()).isTrue();
        assertThat(cards.path(1).path("last4").asString()).isEqualTo("8888");
        assertThat(cards.toString()).doesNotContain(number);
        for (String table : List.of("wallets.card", "connectors.sandbox_card", "wallets.card_movement")) {
            assertThat(jdbc.sql("select count(*) from " + table + " t where t::text like :number")
                            .param("number", "%" + number + "%")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
        customer.browser().delete("/cards/" + second).expect(204);
        assertThat(customer.browser()
                        .get("/cards")
                        .json()
                        .at("/items/0/default")
                        .asBoolean())
                .isTrue();
        customer.browser().post("/cards", card(CardNumbers.endingIn("0077"))).expectProblem(422, "card-invalid");
    }

    @Test
    void wrongInputIsRefusedByItsField() {
        Someone customer = world.aCustomer();
        String card = link(customer, CardNumbers.good());
        Map<String, String> amounts = Map.of(
                "{\"value\":0,\"currency\":\"CNY\"}", "amount.value",
                "{\"value\":-5,\"currency\":\"CNY\"}", "amount.value",
                "{\"value\":1.5,\"currency\":\"CNY\"}", "amount.value",
                "{\"value\":\"5\",\"currency\":\"CNY\"}", "amount.value",
                "{\"value\":9007199254740992,\"currency\":\"CNY\"}", "amount.value",
                "{\"value\":5,\"currency\":\"ZZZ\"}", "amount.currency");
        amounts.forEach((amount, field) -> {
            Answer answer = customer.browser()
                    .post("/top-ups", "{\"cardId\":\"" + card + "\",\"amount\":" + amount + "}", key())
                    .expectProblem(400, "invalid-field");
            assertThat(answer.json().at("/errors/0/field").asString())
                    .as(amount)
                    .isEqualTo(field);
        });
        customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", money(5, "JPY")), key())
                .expectProblem(422, "wrong-currency");

        Map<String, Map<String, String>> cards = Map.of(
                "number", Map.of("number", "6222000000000001", "holder", "张三", "expiry", "12/39"),
                "expiry", Map.of("number", CardNumbers.good(), "holder", "张三", "expiry", "01/20"),
                "holder", Map.of("number", CardNumbers.good(), "holder", " ", "expiry", "12/39"));
        cards.forEach((field, body) -> assertThat(customer.browser()
                        .post("/cards", body)
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo(field));
    }

    @Test
    void sendsMoneyByPhoneWithANoteThatStaysInTheWallets() throws Exception {
        Someone sender = world.aCustomer();
        Someone recipient = world.aCustomer();
        recipient.browser().put("/me/name", Map.of("name", "李小龙"));
        fund(sender, 50_000);
        JsonNode found = sender.browser()
                .get("/recipients?phone=" + recipient.phone())
                .expect(200)
                .json();
        assertThat(found.path("id").asString()).isEqualTo(recipient.id());
        assertThat(found.path("nameMasked").asString()).isEqualTo("李**");
        assertThat(found.path("phoneMasked").asString()).doesNotContain(recipient.phone());

        String key = key();
        String note = "谢谢 🍜";
        Map<String, Object> body = send(recipient.id(), 20_000, note);
        List<Answer> answers = together(4, () -> sender.browser().post("/sends", body, key));
        answers.forEach(answer -> answer.expect(201));
        String id = answers.getFirst().json().path("id").asString();
        assertThat(answers)
                .allMatch(answer -> answer.json().path("id").asString().equals(id));
        assertThat(available(sender)).isEqualTo(30_000);
        assertThat(available(recipient)).isEqualTo(20_000);

        assertThat(recipient
                        .browser()
                        .get("/sends/" + id)
                        .expect(200)
                        .json()
                        .path("note")
                        .asString())
                .isEqualTo(note);
        world.aCustomer().browser().get("/sends/" + id).expectProblem(404, "not-found");
        assertThat(jdbc.sql("select body::text from events.event where stream = :stream and type = 'send.sent'")
                        .param("stream", sender.id())
                        .query(String.class)
                        .single())
                .contains(id)
                .doesNotContain("谢谢")
                .doesNotContain(recipient.phone());

        Map<String, Object> other = new HashMap<>(body);
        other.put("note", "other");
        sender.browser().post("/sends", other, key).expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void sendsThatCannotBeAreRefused() {
        Someone sender = world.aCustomer();
        Someone recipient = world.aCustomer();
        fund(sender, 1_000);
        String key = key();
        sender.browser()
                .post("/sends", send(recipient.id(), 2_000, ""), key)
                .expectProblem(422, "insufficient-balance");
        fund(sender, 9_000);
        sender.browser()
                .post("/sends", send(recipient.id(), 2_000, ""), key)
                .expectProblem(422, "insufficient-balance");
        sender.browser().post("/sends", send(sender.id(), 100, ""), key()).expectProblem(422, "self-send");
        sender.browser().get("/recipients?phone=" + sender.phone()).expectProblem(422, "self-send");
        sender.browser()
                .post("/sends", send("cus_00000000000000000000000000", 100, ""), key())
                .expectProblem(404, "recipient-not-found");
        assertThat(sender.browser()
                        .post("/sends", send(recipient.id(), 100, "a\u0000b"), key())
                        .expectProblem(400, "invalid-field")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("note");
        sender.browser()
                .post("/sends", send(recipient.id(), 2_000_001, ""), key())
                .expectProblem(422, "limit-exceeded");
        assertThat(available(sender)).isEqualTo(10_000);
        assertThat(available(recipient)).isZero();
    }

    @Test
    void aBankTransferTakesFourEyes() {
        Someone customer = world.aCustomer();
        Visitor maker = world.anOperator().browser();
        Visitor checker = world.anOperator().browser();
        String id = propose(maker, "in", customer, 8_000);
        maker.post("/bank-transfers/" + id + "/approval", Map.of("decision", "approve"), key())
                .expectProblem(403, "four-eyes");
        assertThat(available(customer)).isZero();
        String key = key();
        for (int i = 0; i < 2; i++) {
            assertThat(checker.post("/bank-transfers/" + id + "/approval", Map.of("decision", "approve"), key)
                            .expect(200)
                            .json()
                            .path("state")
                            .asString())
                    .isEqualTo("approved");
        }
        checker.post("/bank-transfers/" + id + "/approval", Map.of("decision", "reject"), key)
                .expectProblem(422, "idempotency-key-reused");
        checker.post("/bank-transfers/" + id + "/approval", Map.of("decision", "reject"), key())
                .expectProblem(409, "conflict");
        assertThat(available(customer)).isEqualTo(8_000);

        String out = propose(maker, "out", customer, 3_000);
        checker.post("/bank-transfers/" + out + "/approval", Map.of("decision", "approve"), key())
                .expect(200);
        assertThat(available(customer)).isEqualTo(5_000);
        customer.browser().get("/bank-transfers").expectProblem(403, "forbidden");
        JsonNode last =
                checker.get("/bank-transfers?limit=1").expect(200).json().at("/items/0");
        assertThat(last.path("madeByName").asString()).isNotEmpty();
        assertThat(last.path("decidedByName").asString()).isNotEmpty();
        assertThat(checker.get("/bank-transfers?limit=2")
                        .expect(200)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void oneReferenceOfTheBankIsOneTransfer() {
        Someone customer = world.aCustomer();
        Visitor maker = world.anOperator().browser();
        Visitor checker = world.anOperator().browser();
        String reference = "BK " + key();
        for (String direction : List.of("in", "out")) {
            Map<String, Object> body = Map.of(
                    "direction",
                    direction,
                    "customerPhone",
                    customer.phone(),
                    "amount",
                    cny(1_000),
                    "reference",
                    reference);
            String first = maker.post("/bank-transfers", body, key())
                    .expect(201)
                    .json()
                    .path("id")
                    .asString();
            JsonNode again = maker.post("/bank-transfers", body, key())
                    .expectProblem(409, "conflict")
                    .json();
            assertThat(again.at("/errors/0/field").asString()).isEqualTo("reference");
            checker.post("/bank-transfers/" + first + "/approval", Map.of("decision", "approve"), key())
                    .expect(200);
            checker.post("/bank-transfers", body, key()).expectProblem(409, "conflict");
        }
        assertThat(balance(customer).at("/reserved/value").asLong()).isZero();

        Map<String, Object> mistaken = Map.of(
                "direction", "in", "customerPhone", customer.phone(), "amount", cny(5), "reference", "BK " + key());
        String rejected = maker.post("/bank-transfers", mistaken, key())
                .expect(201)
                .json()
                .path("id")
                .asString();
        checker.post("/bank-transfers/" + rejected + "/approval", Map.of("decision", "reject"), key())
                .expect(200);
        maker.post("/bank-transfers", mistaken, key()).expect(201);
    }

    /** From the proposal on the money can't be spent, so that the second pair of eyes approves what is still there. */
    @Test
    void whatIsToGoByBankTransferIsKeptUntilItIsDecided() {
        Someone customer = world.aCustomer();
        Visitor maker = world.anOperator().browser();
        Visitor checker = world.anOperator().browser();
        String in = propose(maker, "in", customer, 8_000);
        checker.post("/bank-transfers/" + in + "/approval", Map.of("decision", "approve"), key())
                .expect(200);

        String key = key();
        Map<String, Object> body = Map.of(
                "direction",
                "out",
                "customerPhone",
                customer.phone(),
                "amount",
                cny(5_000),
                "reference",
                "银行回单 " + key);
        String out = maker.post("/bank-transfers", body, key)
                .expect(201)
                .json()
                .path("id")
                .asString();
        assertThat(maker.post("/bank-transfers", body, key)
                        .expect(201)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(out);
        assertThat(available(customer)).isEqualTo(3_000);
        assertThat(balance(customer).at("/reserved/value").asLong()).isEqualTo(5_000);
        customer.browser()
                .post("/sends", send(world.aCustomer().id(), 3_001, ""), key())
                .expectProblem(422, "insufficient-balance");
        Map<String, Object> tooMuch = new HashMap<>(body);
        tooMuch.put("amount", cny(3_001));
        tooMuch.put("reference", "银行回单 " + key());
        assertThat(maker.post("/bank-transfers", tooMuch, key())
                        .expectProblem(422, "insufficient-balance")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("amount");

        for (int i = 0; i < 2; i++) {
            checker.post("/bank-transfers/" + out + "/approval", Map.of("decision", "reject"), key())
                    .expect(200);
        }
        assertThat(available(customer)).isEqualTo(8_000);
        assertThat(balance(customer).at("/reserved/value").asLong()).isZero();
        checker.post("/bank-transfers/" + out + "/approval", Map.of("decision", "approve"), key())
                .expectProblem(409, "conflict");

        String again = propose(maker, "out", customer, 8_000);
        assertThat(available(customer)).isZero();
        for (int i = 0; i < 2; i++) {
            checker.post("/bank-transfers/" + again + "/approval", Map.of("decision", "approve"), key())
                    .expect(200);
        }
        assertThat(balance(customer).at("/posted/value").asLong()).isZero();
        assertThat(balance(customer).at("/reserved/value").asLong()).isZero();
        await(() -> bills(customer, "?kind=withdrawal").size() == 1);
    }

    @Test
    void billsTellWhatCameAndWentPageByPage() {
        Someone customer = world.aCustomer();
        Someone friend = world.aCustomer();
        friend.browser().put("/me/name", Map.of("name", "王小明"));
        String card = link(customer, CardNumbers.good());
        for (int i = 0; i < 5; i++) {
            topUp(customer, card, 1_000 + i);
        }
        customer.browser().post("/sends", send(friend.id(), 300, "bill"), key()).expect(201);
        await(() -> bills(customer, "?limit=100").size() == 6);

        List<String> paged = new ArrayList<>();
        String query = "?limit=2";
        for (int page = 0; page < 4 && !query.isEmpty(); page++) {
            JsonNode answer =
                    customer.browser().get("/bills" + query).expect(200).json();
            answer.path("items").forEach(item -> paged.add(item.path("id").asString()));
            query = answer.path("next").isNull()
                    ? ""
                    : "?limit=2&cursor=" + answer.path("next").asString();
        }
        assertThat(paged).hasSize(6).doesNotHaveDuplicates();

        JsonNode sent = bills(customer, "?kind=send_out").getFirst();
        assertThat(sent.at("/amount/value").asLong()).isEqualTo(-300);
        assertThat(sent.path("counterparty").asString()).isEqualTo("王**");
        assertThat(bills(customer, "?direction=in")).hasSize(5);
        assertThat(bills(customer, "?q=8888")).hasSize(5);
        assertThat(bills(customer, "?month=2020-01")).isEmpty();
        String month = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"))
                .toString()
                .substring(0, 7);
        assertThat(bills(customer, "?month=" + month)).hasSize(6);
        JsonNode sums = customer.browser()
                .get("/bill-sums?month=" + month)
                .expect(200)
                .json()
                .at("/items/0");
        assertThat(sums.at("/in/value").asLong()).isEqualTo(5_010);
        assertThat(sums.at("/out/value").asLong()).isEqualTo(300);
        customer.browser().get("/bills?month=never").expectProblem(400, "invalid-field");
        await(() -> bills(friend, "").size() == 1);
        assertThat(bills(friend, "").getFirst().path("kind").asString()).isEqualTo("send_in");
    }

    // ---- what a customer does ------------------------------------------------------------------------------------

    private static Map<String, String> card(String number) {
        return Map.of("number", number, "holder", "张三", "expiry", "12/39");
    }

    private static String link(Someone customer, String number) {
        return customer.browser()
                .post("/cards", card(number))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static JsonNode topUp(Someone customer, String card, long minor) {
        return customer.browser()
                .post("/top-ups", Map.of("cardId", card, "amount", cny(minor)), key())
                .expect(201)
                .json();
    }

    private void fund(Someone customer, long minor) {
        long before = available(customer);
        topUp(customer, link(customer, CardNumbers.good()), minor);
        await(() -> available(customer) == before + minor);
    }

    private static Answer withdraw(Someone customer, String card, long minor, String key) {
        return customer.browser()
                .post("/withdrawals", Map.of("cardId", card, "amount", cny(minor), "pin", World.PIN), key);
    }

    private static Map<String, Object> send(String recipientId, long minor, String note) {
        return Map.of("recipientId", recipientId, "amount", cny(minor), "note", note, "pin", World.PIN);
    }

    private static String propose(Visitor maker, String direction, Someone customer, long minor) {
        return maker.post(
                        "/bank-transfers",
                        Map.of(
                                "direction",
                                direction,
                                "customerPhone",
                                customer.phone(),
                                "amount",
                                cny(minor),
                                "reference",
                                "银行回单 " + key()),
                        key())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static List<JsonNode> bills(Someone customer, String query) {
        List<JsonNode> items = new ArrayList<>();
        customer.browser()
                .get("/bills" + query)
                .expect(200)
                .json()
                .path("items")
                .forEach(items::add);
        return items;
    }

    private static String state(Someone customer, String path, String id) {
        return customer.browser()
                .get(path + id)
                .expect(200)
                .json()
                .path("state")
                .asString();
    }

    private static JsonNode balance(Someone customer) {
        return customer.browser().get("/balances").expect(200).json().at("/items/0");
    }

    private static long available(Someone customer) {
        return balance(customer).at("/available/value").asLong();
    }

    private long entries(Someone customer) {
        String account = WalletAccounts.key(customer.id(), Currency.of("CNY")).code();
        return ledger.statement(account, new StatementQuery(Optional.empty(), 200))
                .lines()
                .size();
    }

    private static Map<String, Object> cny(long minor) {
        return money(minor, "CNY");
    }

    private static Map<String, Object> money(long minor, String currency) {
        return Map.of("value", minor, "currency", currency);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static <T> List<T> together(int times, Callable<T> what) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                futures.add(executor.submit(what));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    /** The sandbox calls back up to three seconds after it is done; whatever that could double would be doubled by then. */
    private static void waitForLateNotices() {
        Instant end = Instant.now().plusSeconds(4);
        await(() -> Instant.now().isAfter(end));
    }
}
