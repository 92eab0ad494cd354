package io.tongbao.bench.rush;

import io.tongbao.Tongbao;
import io.tongbao.bench.BenchGroup;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Measurement;
import io.tongbao.coupons.Coupons;
import io.tongbao.coupons.Coupons.ClaimResult;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.payments.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A coupon rush: 200,000 claims by 50,000 people for 10,000 coupons, in an order by chance, as the server takes them behind HTTP: the same rows, events and
 * counters. {@code rush} is coupons given in a second, from the first claim to the last coupon; its baseline is the same writer with one entry a batch, which
 * runs after it on a folder of its own. {@code rush.claims} is all claims, most of which hear that all are gone.
 */
public final class RushBench implements BenchGroup {
    private static final int CLAIMS = 200_000;
    private static final int PEOPLE = 50_000;
    private static final int STOCK = 10_000;
    private static final int CALLERS = 512;
    private static final int GROUPED = 2_000;

    @Override
    public String name() {
        return "rush";
    }

    @Override
    public List<String> benchmarks() {
        return List.of("rush");
    }

    @Override
    public List<Measurement> run(Set<String> chosen, BenchRun run) throws Exception {
        Rush together = rush(run, GROUPED);
        Rush alone = rush(run, 1);
        return List.of(
                Measurement.against("rush", together.givenASecond(), "coupons/s", alone.givenASecond()),
                Measurement.against("rush.claims", together.claimsASecond(), "claims/s", alone.claimsASecond()));
    }

    private record Rush(double givenASecond, double claimsASecond) {}

    private static Rush rush(BenchRun run, int batchLimit) throws Exception {
        run.say("starting the server, at most " + batchLimit + " entries a batch");
        SpringApplication application = new SpringApplication(Tongbao.class);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        try (ConfigurableApplicationContext server = application.run(
                "--tongbao.mode=demo",
                "--tongbao.demo.street=false",
                "--tongbao.data=" + run.scratch().resolve("rush-" + batchLimit),
                "--tongbao.ledger.batch-limit=" + batchLimit,
                "--server.port=0",
                "--logging.level.root=warn")) {
            Coupons coupons = server.getBean(Coupons.class);
            String warmUp = open(server, "warm-up");
            claimAll(coupons, warmUp, people(2 * CALLERS, 8 * CALLERS));
            String offer = open(server, "rush");
            List<String> people = people(PEOPLE, CLAIMS);
            run.beginMeasuring();
            Rush rush = claimAll(coupons, offer, people);
            check(server, offer);
            run.say(String.format(
                    Locale.ROOT,
                    "%,d a batch: %,.0f coupons/s to the last, %,.0f claims/s in all; the books: %,d given, none left",
                    batchLimit,
                    rush.givenASecond(),
                    rush.claimsASecond(),
                    STOCK));
            return rush;
        }
    }

    /** Claims by chance among so many people: some ask once, some ten times. */
    private static List<String> people(int people, int claims) {
        Random random = new Random(69_053_761);
        List<String> all = new ArrayList<>(claims);
        for (int i = 0; i < claims; i++) {
            all.add("cus_%026d".formatted(random.nextInt(people)));
        }
        return all;
    }

    private static String open(ConfigurableApplicationContext server, String name) {
        String terms = """
                {"name": "%s", "currency": "CNY", "benefit": {"kind": "amount_off", "offMinor": 500},
                 "startsAt": "%s", "endsAt": "%s", "budget": {"total": {"value": 100000000, "currency": "CNY"}},
                 "sponsors": [{"sponsorId": "platform", "name": "平台", "percent": 100}],
                 "coupon": {"stock": %d, "perCustomer": 1}}
                """.formatted(
                name, Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(2)), STOCK);
        Offers.OpenResult opened = server.getBean(Offers.class)
                .open(
                        server.getBean(JsonMapper.class).readValue(terms, NewOffer.class),
                        new Offers.Asker("bench", name));
        if (!(opened instanceof Offers.OpenResult.Open(String offerId))) {
            throw new IllegalStateException("The offer was not opened: " + opened);
        }
        return offerId;
    }

    private static Rush claimAll(Coupons coupons, String offerId, List<String> people) throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        AtomicLong last = new AtomicLong();
        long start = System.nanoTime();
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> {
                    for (int n = next.getAndIncrement(); n < people.size(); n = next.getAndIncrement()) {
                        if (won(coupons, offerId, people.get(n), "claim " + n)) {
                            given.incrementAndGet();
                            last.accumulateAndGet(System.nanoTime(), Math::max);
                        }
                    }
                }));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        for (Future<?> caller : callers) {
            caller.get();
        }
        return new Rush(given.get() / ((last.get() - start) / 1e9), people.size() / seconds);
    }

    private static boolean won(Coupons coupons, String offerId, String customerId, String key) {
        while (true) {
            switch (coupons.claim(offerId, customerId, key)) {
                case ClaimResult.Claimed _ -> {
                    return true;
                }
                case ClaimResult.SoldOut _, ClaimResult.Refused _ -> {
                    return false;
                }
                case ClaimResult.Busy _ -> Thread.onSpinWait();
            }
        }
    }

    /** The books, and the rows beside them, say exactly as many as there were. */
    private static void check(ConfigurableApplicationContext server, String offerId) {
        JdbcClient database = server.getBean(JdbcClient.class);
        String campaign = database.sql("select campaign_id from offers.offer where id = :id")
                .param("id", offerId)
                .query((row, n) -> row.getString(1))
                .single();
        Ledger ledger = server.getBean(Ledger.class);
        long left = balance(ledger, Accounts.couponStock(campaign).code());
        long claimed = balance(ledger, Accounts.couponsClaimed(campaign).code());
        long rows = database.sql("select count(distinct owner) from coupons.coupon where offer_id = :id")
                .param("id", offerId)
                .query(Long.class)
                .single();
        if (left != 0 || claimed != STOCK || rows != STOCK) {
            throw new IllegalStateException("Of " + STOCK + " coupons " + claimed + " were given to " + rows
                    + " people and " + left + " are left");
        }
    }

    private static long balance(Ledger ledger, String account) {
        return ledger.balance(account).map(Balance::posted).orElse(0L);
    }
}
