package io.tongbao.books;

import static io.tongbao.payments.Shops.CNY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Entry.Action;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.PostResult;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Entries that administrators write themselves: many at a time, answered line by line, and with four eyes. */
@ServerTest
class PostingByHandTests {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final World world;
    private final Shops shops;
    private final Ledger ledger;
    private final String cash = "house/asset/cash-" + NAMES.incrementAndGet() + "/CNY";
    private final String fees = "house/income/fees-" + NAMES.incrementAndGet() + "/CNY";

    PostingByHandTests(World world, Ledger ledger) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.ledger = ledger;
    }

    private static Map<String, Object> leg(String from, String to, long amount) {
        return Map.of("from", from, "to", to, "amount", amount);
    }

    private static Map<String, Object> post(Map<String, Object> leg) {
        return Map.of("post", Map.of("legs", List.of(leg)));
    }

    private static Map<String, Object> reserve(Map<String, Object> leg) {
        return Map.of("reserve", Map.of("legs", List.of(leg), "seconds", 3_600, "purpose", "goodwill"));
    }

    private static Map<String, Object> settle(String reservation) {
        return Map.of("settle", Map.of("reservation", reservation));
    }

    private static Visitor.Answer send(Visitor staff, String onRefusal, String key, List<?> lines) {
        return staff.post("/books/entries?onRefusal=" + onRefusal, new Visitor.Lines(lines), key);
    }

    private static List<JsonNode> posted(Visitor staff, String onRefusal, List<?> lines) {
        return send(staff, onRefusal, Shops.aKey(), lines).expect(200).lines();
    }

    private static String codeOf(JsonNode line) {
        return line.at("/problem/code").asString("");
    }

    private long balance(String code) {
        return ledger.balance(code).map(Balance::posted).orElse(0L);
    }

    @Test
    void everyLineIsAnsweredAndTheEndTellsTheCounts() {
        Visitor chief = world.anAdministrator().browser();

        List<JsonNode> answers = posted(
                chief,
                "goOn",
                List.of(
                        post(leg(cash, fees, 500)),
                        post(leg(fees, cash, 900)),
                        "{\"post\": {\"legs\": [{\"from\": \"" + cash + "\", \"to\": \"" + fees
                                + "\", \"amount\": 1.5}]}}",
                        "not JSON",
                        "",
                        post(leg(cash, "wallet/nobody/CNY", 1)),
                        post(leg(fees, cash, 200))));

        assertThat(answers).hasSize(7);
        assertThat(answers.get(0).path("result").asString()).isEqualTo("posted");
        assertThat(answers.get(0).path("line").asInt()).isEqualTo(1);
        assertThat(codeOf(answers.get(1))).isEqualTo("insufficient-balance");
        assertThat(answers.get(1).at("/problem/available").asLong()).isEqualTo(500);
        assertThat(codeOf(answers.get(2))).isEqualTo("invalid-field");
        assertThat(answers.get(2).at("/problem/errors/0/field").asString()).isEqualTo("post.legs[0].amount");
        assertThat(codeOf(answers.get(3))).isEqualTo("malformed");
        assertThat(answers.get(4).path("line").asInt()).isEqualTo(6);
        assertThat(answers.get(4).at("/problem/errors/0/code").asString()).isEqualTo("unknown-account");
        assertThat(answers.get(5).path("result").asString()).isEqualTo("posted");
        JsonNode end = answers.getLast();
        assertThat(end.path("posted").asInt()).isEqualTo(2);
        assertThat(end.path("refused").asInt()).isEqualTo(4);
        assertThat(end.path("all").asBoolean()).isTrue();
        assertThat(balance(fees)).isEqualTo(300);
        assertThat(balance(cash)).isEqualTo(-300);
    }

    @Test
    void theRestIsLeftAfterTheFirstRefusalOrAllIsUndone() {
        Visitor chief = world.anAdministrator().browser();
        List<Object> lines = List.of(
                post(leg(cash, fees, 10)),
                post(leg(fees, cash, 11)),
                post(leg(cash, fees, 5)),
                post(leg(cash, fees, 6)));

        List<JsonNode> undone = posted(chief, "undoAll", lines);
        assertThat(undone).hasSize(2);
        assertThat(undone.getFirst().path("line").asInt()).isEqualTo(2);
        assertThat(codeOf(undone.getFirst())).isEqualTo("insufficient-balance");
        assertThat(undone.getLast().path("posted").asInt()).isZero();
        assertThat(balance(fees)).isZero();

        List<JsonNode> stopped = posted(chief, "stop", lines);
        assertThat(stopped).hasSize(3);
        assertThat(stopped.getLast().path("posted").asInt()).isEqualTo(1);
        assertThat(stopped.getLast().path("all").asBoolean()).isFalse();
        assertThat(balance(fees)).isEqualTo(10);

        List<JsonNode> wrongLine = posted(chief, "undoAll", List.of(post(leg(cash, fees, 1)), "{}"));
        assertThat(wrongLine.getFirst().path("line").asInt()).isEqualTo(2);
        assertThat(balance(fees)).isEqualTo(10);
        List<JsonNode> stoppedAtWrong =
                posted(chief, "stop", List.of(post(leg(cash, fees, 1)), "{}", post(leg(cash, fees, 1))));
        assertThat(stoppedAtWrong).hasSize(3);
        assertThat(balance(fees)).isEqualTo(11);

        List<JsonNode> allOrNothing = posted(chief, "undoAll", List.of(lines.get(0), lines.get(2)));
        assertThat(allOrNothing.getLast().path("posted").asInt()).isEqualTo(2);
        assertThat(balance(fees)).isEqualTo(26);
    }

    @Test
    void sentAgainUnderTheSameKeyNothingIsPostedTwice() {
        Visitor chief = world.anAdministrator().browser();
        String key = Shops.aKey();
        List<Object> lines = List.of(post(leg(cash, fees, 40)), post(leg(fees, cash, 41)), post(leg(cash, fees, 2)));
        List<JsonNode> first = send(chief, "goOn", key, lines).expect(200).lines();
        List<Object> more = new ArrayList<>(lines);
        more.add(post(leg(cash, fees, 3)));

        List<JsonNode> again = send(chief, "goOn", key, more).expect(200).lines();

        assertThat(again.get(0).path("result").asString()).isEqualTo("repeated");
        assertThat(again.get(0).path("entryId")).isEqualTo(first.get(0).path("entryId"));
        assertThat(codeOf(again.get(1))).isEqualTo("insufficient-balance");
        assertThat(again.get(3).path("result").asString()).isEqualTo("posted");
        assertThat(again.getLast().path("repeated").asInt()).isEqualTo(2);
        assertThat(balance(fees)).isEqualTo(45);
        assertThat(codeOf(send(chief, "goOn", key, List.of(post(leg(cash, fees, 41))))
                        .expect(200)
                        .lines()
                        .getFirst()))
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void aLongStreamIsPostedInPartsAndWholly() {
        Visitor chief = world.anAdministrator().browser();
        List<Object> lines = IntStream.range(0, 1_300)
                .mapToObj(_ -> (Object) post(leg(cash, fees, 1)))
                .toList();

        List<JsonNode> answers = posted(chief, "goOn", lines);

        assertThat(answers).hasSize(1_301);
        assertThat(answers.getLast().path("posted").asInt()).isEqualTo(1_300);
        assertThat(balance(fees)).isEqualTo(1_300);
        send(chief, "undoAll", Shops.aKey(), lines).expectProblem(413, "too-large");
        assertThat(balance(fees)).isEqualTo(1_300);
        assertThat(posted(chief, "stop", List.of()).getLast().path("all").asBoolean())
                .isTrue();
    }

    @Test
    void whatIsNotTheHousesTakesTwo() {
        World.Someone customer = shops.aCustomerWith(1_000);
        String wallet = Accounts.wallet(customer.id(), CNY).code();
        Visitor one = world.anAdministrator().browser();
        Visitor two = world.anAdministrator().browser();
        Map<String, Object> gift = leg(cash, wallet, 700);

        assertThat(codeOf(posted(one, "goOn", List.of(post(gift))).getFirst())).isEqualTo("four-eyes");
        String reservation = posted(one, "goOn", List.of(reserve(gift)))
                .getFirst()
                .path("entryId")
                .asString();
        assertThat(codeOf(posted(one, "goOn", List.of(settle(reservation))).getFirst()))
                .isEqualTo("four-eyes");
        assertThat(balance(wallet)).isEqualTo(1_000);

        JsonNode settled = posted(two, "goOn", List.of(settle(reservation))).getFirst();
        assertThat(settled.path("result").asString()).isEqualTo("posted");
        assertThat(balance(wallet)).isEqualTo(1_700);
        assertThat(codeOf(posted(two, "goOn", List.of(settle(reservation))).getFirst()))
                .isEqualTo("reservation-over");
        Map<String, Object> back = Map.of(
                "reverse",
                Map.of(
                        "entry",
                        settled.path("entryId").asString(),
                        "parts",
                        List.of(Map.of("transfer", 0, "amount", 1))));
        assertThat(codeOf(posted(two, "goOn", List.of(back)).getFirst())).isEqualTo("four-eyes");

        JsonNode story = two.get("/books/entries/" + reservation).expect(200).json();
        assertThat(story.at("/events/0/type").asString()).isEqualTo("books.adjusted");
        assertThat(story.at("/events/0/body/houseOnly").asBoolean()).isFalse();
    }

    @Test
    void theHousesOwnIsReservedSettledInPartsReleasedAndReversedByOne() {
        Visitor chief = world.anAdministrator().browser();
        String reservation = posted(chief, "goOn", List.of(reserve(leg(cash, fees, 100))))
                .getFirst()
                .path("entryId")
                .asString();
        String part = posted(
                        chief,
                        "goOn",
                        List.of(Map.of("settle", Map.of("reservation", reservation, "amounts", List.of(60)))))
                .getFirst()
                .path("entryId")
                .asString();
        posted(chief, "goOn", List.of(Map.of("release", Map.of("reservation", reservation))));
        assertThat(balance(fees)).isEqualTo(60);

        Map<String, Object> back =
                Map.of("reverse", Map.of("entry", part, "parts", List.of(Map.of("transfer", 0, "amount", 50))));
        List<JsonNode> reversed = posted(chief, "goOn", List.of(back, back));
        assertThat(codeOf(reversed.get(1))).isEqualTo("more-than-left");
        assertThat(reversed.get(1).at("/problem/left").asLong()).isEqualTo(10);
        assertThat(balance(fees)).isEqualTo(10);
    }

    @Test
    void whatABusinessHasReservedIsNotTouchedByHand() {
        World.Someone customer = shops.aCustomerWith(1_000);
        Entry keep = Entry.of(
                "test",
                new Action.Reserve(
                        List.of(Leg.of(Accounts.wallet(customer.id(), CNY), Accounts.imported(CNY), 300)),
                        Duration.ofHours(1),
                        "a withdrawal"));
        String reservation = Long.toString(((PostResult.Posted) ledger.post(keep)).entryId());
        Visitor chief = world.anAdministrator().browser();

        for (Map<String, Object> line : List.<Map<String, Object>>of(
                settle(reservation),
                Map.of("release", Map.of("reservation", reservation)),
                Map.of(
                        "reverse",
                        Map.of("entry", reservation, "parts", List.of(Map.of("transfer", 0, "amount", 1)))))) {
            assertThat(posted(chief, "goOn", List.of(line))
                            .getFirst()
                            .at("/problem/errors/0/code")
                            .asString())
                    .isEqualTo("not-by-hand");
        }
        assertThat(ledger.balance(Accounts.wallet(customer.id(), CNY).code()).map(Balance::reservedOut))
                .isEqualTo(Optional.of(300L));
    }

    @Test
    void drawsBoundsAndDatesAreThere() {
        Visitor chief = world.anAdministrator().browser();
        String other = "house/liability/reserve-" + NAMES.incrementAndGet() + "/CNY";
        posted(chief, "goOn", List.of(post(leg(cash, fees, 30)), post(leg(cash, other, 100))));

        List<JsonNode> drawn = posted(
                chief,
                "goOn",
                List.of(
                        post(Map.of("fromInOrder", List.of(fees, other), "to", cash, "amount", 50)),
                        post(Map.of("fromAllOf", other, "to", cash)),
                        post(Map.of(
                                "from",
                                cash,
                                "to",
                                fees,
                                "amount",
                                7,
                                "bounds",
                                List.of(Map.of(
                                        "name", "small", "account", fees, "when", "after", "is", "atMost", "value",
                                        6)))),
                        post(Map.of("from", cash, "fromAllOf", other, "to", fees, "amount", 7)),
                        post(leg(cash, cash, 7)),
                        Map.of(
                                "post", Map.of("legs", List.of(leg(cash, fees, 1))),
                                "effectiveAt", "1999-01-01T00:00:00Z",
                                "reference", "两"),
                        Map.of(
                                "post", Map.of("legs", List.of(leg(cash, fees, 1))),
                                "effectiveAt",
                                        world.clock()
                                                .instant()
                                                .minusSeconds(86_400)
                                                .toString(),
                                "reference", "INV-7")));

        assertThat(drawn.get(0).path("result").asString()).isEqualTo("posted");
        assertThat(drawn.get(1).path("result").asString()).isEqualTo("posted");
        assertThat(codeOf(drawn.get(2))).isEqualTo("bound-broken");
        assertThat(drawn.get(2).at("/problem/seen").asLong()).isEqualTo(7);
        assertThat(drawn.get(3).at("/problem/errors/0/code").asString()).isEqualTo("one-source");
        assertThat(drawn.get(4).at("/problem/errors/0/code").asString()).isEqualTo("impossible");
        assertThat(drawn.get(5).at("/problem/errors/0/field").asString()).isEqualTo("reference");
        assertThat(drawn.get(6).path("result").asString()).isEqualTo("posted");
        assertThat(balance(other)).isZero();
        assertThat(balance(fees)).isEqualTo(1);
    }

    @Test
    void aLineThatIsNoneIsMalformedAndAWrongFieldIsNamed() {
        Visitor chief = world.anAdministrator().browser();
        for (String line : List.of("{\"", "[1]", "\"text\"", "12", "{} {}", "null", "{}")) {
            assertThat(codeOf(posted(chief, "goOn", List.of(line)).getFirst()))
                    .as(line)
                    .isEqualTo("malformed");
        }
        Map<String, String> fields = Map.of(
                "{\"unheardOf\": 1}", "unheardOf",
                "{\"release\": {\"reservation\": \"1\"}, \"reference\": \"\\u0000\"}", "reference",
                "{\"release\": {\"reservation\": \"1; drop\"}}", "release.reservation",
                "{\"post\": {\"legs\": []}}", "post.legs",
                "{\"reserve\": {\"legs\": [{\"to\": \"a\"}], \"seconds\": 0, \"purpose\": \"p\"}}", "reserve.seconds",
                "{\"settle\": {\"reservation\": \"99999999999999999\"}}", "settle.reservation");
        fields.forEach((line, field) -> assertThat(posted(chief, "goOn", List.of(line))
                        .getFirst()
                        .at("/problem/errors/0/field")
                        .asString())
                .as(line)
                .isEqualTo(field));
    }

    @Test
    void aStreamThatCantBeReadSaysWhere() {
        Visitor chief = world.anAdministrator().browser();
        chief.post("/books/entries?onRefusal=goOn", new Visitor.Lines(List.of()))
                .expectProblem(400, "idempotency-key-missing");
        chief.post("/books/entries?onRefusal=perhaps", new Visitor.Lines(List.of()), Shops.aKey())
                .expectProblem(400, "invalid-field");
        chief.post("/books/entries?onRefusal=goOn", Map.of(), Shops.aKey())
                .expectProblem(415, "unsupported-media-type");
        send(chief, "goOn", Shops.aKey(), List.of("x".repeat(70_000))).expectProblem(413, "too-large");
        world.anOperator()
                .browser()
                .post("/books/entries?onRefusal=goOn", new Visitor.Lines(List.of()), Shops.aKey())
                .expectProblem(403, "forbidden");
    }
}
