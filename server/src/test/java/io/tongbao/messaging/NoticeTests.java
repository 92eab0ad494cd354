package io.tongbao.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.World.Someone;
import io.tongbao.messaging.Notice.Kind;
import io.tongbao.platform.TypeIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What somebody is told stands in their inbox once, newest first, until they have read it; nobody else sees it. */
@ServerTest
class NoticeTests {
    private static final Map<String, String> A_COUPON = Map.of("name", "火锅满百减廿", "until", "2026-12-31T16:00:00Z");

    private final World world;
    private final Inbox inbox;
    private final TransactionTemplate transactions;

    NoticeTests(World world, Inbox inbox, TransactionTemplate transactions) {
        this.world = world;
        this.inbox = inbox;
        this.transactions = transactions;
    }

    @Test
    void everyKindIsToldWithItsFacts() {
        Someone customer = world.aNewCustomer();
        String coupon = TypeIds.next("cpn");
        for (Kind kind : Kind.values()) {
            boolean nameAlone = kind == Kind.COUPON_RECEIVED || kind == Kind.BENEFIT_GRANTED;
            Map<String, String> facts = nameAlone ? Map.of("name", "火锅满百减廿") : A_COUPON;
            inbox.tell(List.of(new Notice(customer.id(), kind, coupon, facts, kind.code())));

            JsonNode newest = notices(customer).getFirst();

            assertThat(newest.path("kind").asString()).isEqualTo(kind.code());
            assertThat(newest.path("about").asString()).isEqualTo(coupon);
            assertThat(newest.path("facts").propertyNames()).containsExactlyInAnyOrderElementsOf(facts.keySet());
            assertThat(newest.at("/facts/name").asString()).isEqualTo("火锅满百减廿");
            assertThat(newest.path("read").asBoolean()).isFalse();
            assertThat(Instant.parse(newest.path("at").asString()))
                    .isBetween(
                            world.clock().instant().minusSeconds(60),
                            world.clock().instant());
        }
        assertThat(unread(customer)).isEqualTo(Kind.values().length);
    }

    @Test
    void factsThatTheWordsLackOrDoNotKnowAreRefused() {
        for (Map<String, String> facts : List.of(
                Map.<String, String>of(),
                Map.of("name", "x"),
                Map.of("name", "x", "until", "x", "phone", "13800000000"))) {
            assertThatThrownBy(() -> new Notice("per_x", Kind.COUPON_ENDS_SOON, "cpn_x", facts, "once"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Told together, apart and by several at once; another person's of the same name is another. */
    @Test
    void oneThingIsToldOnceToAPerson() throws Exception {
        Someone customer = world.aNewCustomer();
        Someone other = world.aNewCustomer();
        List<Notice> both =
                List.of(endsSoon(customer, "first"), endsSoon(other, "first"), endsSoon(customer, "second"));
        List<Notice> otherWay = new ArrayList<>(both.reversed());
        otherWay.add(endsSoon(customer, "second"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> tellers = IntStream.range(0, 8)
                    .mapToObj(i -> Executors.callable(() -> inbox.tell(i % 2 == 0 ? both : otherWay)))
                    .toList();
            for (Future<Object> told : threads.invokeAll(tellers)) {
                told.get();
            }
        }
        inbox.tell(List.of());
        inbox.tell(both);

        assertThat(notices(customer)).hasSize(2);
        assertThat(notices(other)).hasSize(1);

        String first = notices(customer).getLast().path("id").asString();
        read(customer, Map.of("id", first, "andOlder", true)).expect(200);
        int left = unread(customer);
        inbox.tell(both);
        assertThat(unread(customer)).isEqualTo(left);
    }

    @Test
    void whatIsRolledBackWasNotTold() {
        Someone customer = world.aNewCustomer();
        transactions.executeWithoutResult(status -> {
            inbox.tell(List.of(endsSoon(customer, "undone")));
            status.setRollbackOnly();
        });

        assertThat(notices(customer)).isEmpty();
        assertThat(unread(customer)).isZero();
    }

    @Test
    void oneIsReadAloneOrWithThoseBeforeIt() throws Exception {
        Someone customer = world.aNewCustomer();
        List<String> ids = told(customer, 4);

        assertThat(left(read(customer, Map.of("id", ids.get(2))))).isEqualTo(3);
        assertThat(readOnes(customer)).containsExactly(ids.get(2));
        assertThat(left(read(customer, Map.of("id", ids.get(2))))).isEqualTo(3);

        assertThat(left(read(customer, Map.of("id", ids.get(1), "andOlder", true))))
                .isEqualTo(1);
        assertThat(readOnes(customer)).containsExactly(ids.get(2), ids.get(1), ids.get(0));

        assertThat(left(read(customer, Map.of("id", ids.get(3), "andOlder", false))))
                .isZero();
        assertThat(unread(customer)).isZero();
    }

    @Test
    void anothersIsNeitherSeenNorRead() throws Exception {
        Someone customer = world.aNewCustomer();
        Someone other = world.aNewCustomer();
        String id = told(customer, 1).getFirst();
        String ofOther = told(other, 1).getFirst();

        for (Map<String, Object> body : List.<Map<String, Object>>of(
                Map.of("id", id), Map.of("id", id, "andOlder", true), Map.of("id", "ntc_made-up"))) {
            assertThat(read(other, body)
                            .expectProblem(400, "invalid-field")
                            .json()
                            .at("/errors/0/field")
                            .asString())
                    .isEqualTo("id");
        }
        read(other, Map.of("id", ofOther, "andOlder", true)).expect(200);

        assertThat(unread(customer)).isEqualTo(1);
        assertThat(notices(other)).hasSize(1);
    }

    @Test
    void pagesFollowEachOtherNewestFirst() throws Exception {
        Someone customer = world.aNewCustomer();
        List<String> ids = told(customer, 5);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (int pages = 0; pages == 0 || !cursor.isEmpty(); pages++) {
            JsonNode page = customer.browser()
                    .get("/notices?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200)
                    .json();
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            page.path("items").forEach(notice -> seen.add(notice.path("id").asString()));
            cursor = page.path("next").asString("");
        }

        assertThat(seen).containsExactlyElementsOf(ids.reversed());
    }

    @Test
    void unreadOnesAreCountedUpToAHundred() {
        Someone customer = world.aNewCustomer();
        inbox.tell(IntStream.range(0, 130)
                .mapToObj(i -> endsSoon(customer, "many/" + i))
                .toList());

        assertThat(unread(customer)).isEqualTo(100);
        String newest = notices(customer).getFirst().path("id").asString();
        assertThat(left(read(customer, Map.of("id", newest, "andOlder", true)))).isZero();
    }

    private static Notice endsSoon(Someone person, String once) {
        return new Notice(person.id(), Kind.COUPON_ENDS_SOON, TypeIds.next("cpn"), A_COUPON, once);
    }

    /** The ids of so many, in order of telling, which ids keep from one millisecond to the next. */
    private List<String> told(Someone person, int many) throws InterruptedException {
        for (int i = 0; i < many; i++) {
            inbox.tell(List.of(endsSoon(person, "told/" + i)));
            Thread.sleep(2);
        }
        return notices(person).reversed().stream()
                .map(notice -> notice.path("id").asString())
                .toList();
    }

    private static List<JsonNode> notices(Someone person) {
        return person.browser()
                .get("/notices")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private static List<String> readOnes(Someone person) {
        return notices(person).stream()
                .filter(notice -> notice.path("read").asBoolean())
                .map(notice -> notice.path("id").asString())
                .toList();
    }

    private static int unread(Someone person) {
        return left(person.browser().get("/notices/unread"));
    }

    private static Visitor.Answer read(Someone person, Map<String, Object> body) {
        return person.browser().post("/notices/reading", body);
    }

    private static int left(Visitor.Answer answer) {
        return answer.expect(200).json().path("unread").asInt();
    }
}
