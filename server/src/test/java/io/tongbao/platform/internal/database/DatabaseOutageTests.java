package io.tongbao.platform.internal.database;

import static io.tongbao.payments.Shops.CNY;
import static io.tongbao.payments.Shops.aKey;
import static io.tongbao.payments.Shops.cny;
import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.Visitor;
import io.tongbao.World;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Shops;
import io.tongbao.platform.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The database is gone for ten seconds while people pay: whoever asks is told busy, soon; what was told paid is paid once;
 * what was told busy is asked again under its key; and nobody but the server starts PostgreSQL again.
 */
@ServerTest
class DatabaseOutageTests {
    private static final Duration GONE_FOR = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BUSY_WITHIN = Duration.ofSeconds(20);
    private static final int CUSTOMERS = 4;
    private static final int LINES = 16;

    private final World world;
    private final Shops shops;
    private final Database database;
    private final List<Command> commands;

    DatabaseOutageTests(World world, Ledger ledger, Database database, List<Command> commands) {
        this.world = world;
        this.shops = new Shops(world, ledger);
        this.database = database;
        this.commands = commands;
    }

    /** A payment that was asked for, with what came of it so far. */
    private record Asked(World.Someone customer, String quoteId, String key, long amount) {
        Visitor.Answer send() {
            return customer.browser().post("/payments", Map.of("quoteId", quoteId), key);
        }
    }

    @Test
    void isBusyForTenSecondsAndThenGoesOnWithNothingHalfDone() throws Exception {
        Shops.Shop shop = shops.aShop();
        List<World.Someone> customers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            World.Someone customer = shops.aCustomerWith(1_000_000);
            customer.browser()
                    .put("/me/small-payment-limit", Map.of("limit", cny(20_000), "pin", World.PIN))
                    .expect(204);
            customers.add(customer);
        }
        Map<Asked, Optional<String>> payments = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
        AtomicBoolean paying = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lines = new ArrayList<>();
            for (int line = 0; line < LINES; line++) {
                World.Someone customer = customers.get(line % CUSTOMERS);
                long amount = 1 + line;
                lines.add(threads.submit(() -> {
                    while (paying.get()) {
                        pay(shop, customer, amount, payments, answers);
                    }
                }));
            }
            long before = paidSoFar(payments);
            while (paidSoFar(payments) < before + 50) {
                Thread.sleep(5);
            }
            keepTheDatabaseAway();
            awaitPayments(payments, paidSoFar(payments) + 50);
            paying.set(false);
            for (Future<?> line : lines) {
                line.get();
            }
        }
        assertThat(new TreeMap<>(answers).keySet()).isSubsetOf("201 ", "503 busy");
        assertThat(answers).containsKey("503 busy");
        askAgain(payments);
        theBooksHoldEachPaymentOnce(shop, customers, payments);
    }

    private static void pay(
            Shops.Shop shop,
            World.Someone customer,
            long amount,
            Map<Asked, Optional<String>> payments,
            Map<String, AtomicInteger> answers) {
        long started = System.nanoTime();
        Visitor.Answer quote = customer.browser().post("/quotes", Map.of("qr", shop.qr(), "amount", cny(amount)));
        count(answers, quote, started);
        if (quote.status() != 201) {
            return;
        }
        Asked asked = new Asked(customer, quote.json().path("id").asString(), aKey(), amount);
        payments.put(asked, Optional.empty());
        started = System.nanoTime();
        Visitor.Answer answer = asked.send();
        count(answers, answer, started);
        if (answer.status() == 201) {
            payments.put(asked, Optional.of(answer.json().path("id").asString()));
        }
    }

    private static void count(Map<String, AtomicInteger> answers, Visitor.Answer answer, long started) {
        String kind = answer.status() + " " + answer.problem();
        answers.computeIfAbsent(kind, _ -> new AtomicInteger()).incrementAndGet();
        if (answer.status() == 503) {
            // What was being committed is answered later, and truly: when the database can say what became of it.
            assertThat(Duration.ofNanos(System.nanoTime() - started)).as(kind).isLessThan(BUSY_WITHIN);
            assertThat(answer.header("Retry-After")).isPresent();
        }
    }

    private static long paidSoFar(Map<Asked, Optional<String>> payments) {
        return payments.values().stream().filter(Optional::isPresent).count();
    }

    /** Kills PostgreSQL, and whatever the server starts in its place until the time is over. */
    private void keepTheDatabaseAway() throws InterruptedException {
        long end = System.nanoTime() + GONE_FOR.toNanos();
        long killed = 0;
        while (System.nanoTime() < end) {
            Optional<ProcessHandle> running = database.embeddedProcessId().flatMap(ProcessHandle::of);
            if (running.isPresent()) {
                running.get().destroyForcibly();
                running.get().onExit().join();
                killed++;
            }
            Thread.sleep(5);
        }
        assertThat(killed).isPositive();
    }

    private static void awaitPayments(Map<Asked, Optional<String>> payments, long enough) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (paidSoFar(payments) < enough) {
            assertThat(System.nanoTime()).as("back in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** Under their own keys; a quote that went with the database was never paid and never will be. */
    private static void askAgain(Map<Asked, Optional<String>> payments) {
        for (Map.Entry<Asked, Optional<String>> each : payments.entrySet()) {
            Visitor.Answer answer = each.getKey().send();
            if (answer.status() == 404) {
                assertThat(each.getValue()).isEmpty();
                continue;
            }
            String id = answer.expect(201).json().path("id").asString();
            assertThat(each.getValue().orElse(id)).isEqualTo(id);
            each.setValue(Optional.of(id));
        }
    }

    private void theBooksHoldEachPaymentOnce(
            Shops.Shop shop, List<World.Someone> customers, Map<Asked, Optional<String>> payments) {
        Set<String> expected = new HashSet<>();
        long taken = 0;
        for (Map.Entry<Asked, Optional<String>> each : payments.entrySet()) {
            if (each.getValue().isPresent()) {
                assertThat(expected.add(each.getValue().get())).isTrue();
                taken += each.getKey().amount();
            }
        }
        assertThat(shops.balance(Accounts.merchant(shop.id(), CNY))).isEqualTo(taken);
        long left = customers.stream()
                .mapToLong(customer -> shops.balance(Accounts.wallet(customer.id(), CNY)))
                .sum();
        assertThat(left).isEqualTo(1_000_000L * CUSTOMERS - taken);
        assertThat(paymentsOf(shop)).isEqualTo(expected);
        Command verify = commands.stream()
                .filter(command -> command.name().equals("verify"))
                .findFirst()
                .orElseThrow();
        assertThat(verify.run(List.of())).isZero();
    }

    private static Set<String> paymentsOf(Shops.Shop shop) {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page =
                    shop.till().get("/payments?limit=100" + cursor).expect(200).json();
            page.path("items").forEach(payment -> ids.add(payment.path("id").asString()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        return ids;
    }
}
