package io.tongbao.bench.pay;

import io.tongbao.bench.BenchGroup;
import io.tongbao.bench.BenchRun;
import io.tongbao.bench.Load;
import io.tongbao.bench.Measurement;
import io.tongbao.bench.Posting;
import io.tongbao.bench.Statements;
import io.tongbao.bench.pay.Street.Customer;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Leg;
import io.tongbao.payments.Accounts;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/**
 * Payments as a customer makes them: signed in, a quote and then the payment, each a request over HTTP, an offer of three
 * sponsors applied, eight legs, in one shop. Server, database and callers share this machine.
 *
 * <p>The baseline of {@code pay.http} is an endpoint behind the same filters that does nothing, divided by two since a
 * payment takes two requests; the two take turns three times and the medians count. {@code pay.legs8} posts entries of
 * the same eight legs straight into the books.
 */
public final class PayBench implements BenchGroup {
    private static final int ROUNDS = 3;
    private static final int CALLERS = 64;
    private static final int MANY = 512;
    /** Where the compiler shares two cores with everything else, it takes this long over the way of a payment. */
    private static final Duration WARM_UP = Duration.ofSeconds(120);

    private final LongAdder paid = new LongAdder();

    @Override
    public String name() {
        return "pay";
    }

    @Override
    public List<String> benchmarks() {
        return List.of("pay.http", "pay.http.1", "pay.http.512", "pay.legs8", "pay.pin");
    }

    @Override
    public List<Measurement> run(Set<String> chosen, BenchRun run) throws Exception {
        List<Measurement> measured = new ArrayList<>();
        try (Street street = Street.build(run, MANY)) {
            IntFunction<Load.Act> paying = paying(street);
            run.say("warming up");
            Load.run(CALLERS, WARM_UP.dividedBy(6), nothing(street));
            Load.run(CALLERS, WARM_UP, paying);
            run.beginMeasuring();
            if (run.profiled()) {
                Statements statements = Statements.countedFor(street.superuser());
                measured.addAll(latency("pay.http", Load.run(CALLERS, run.measured(), paying)));
                statements.print();
                check(street, run);
                return measured;
            }
            if (chosen.contains("pay.http")) {
                measured.addAll(http(street, paying, run));
            }
            if (chosen.contains("pay.http.1")) {
                measured.addAll(latency("pay.http.1", Load.run(1, run.measured(), paying)));
            }
            if (chosen.contains("pay.http.512")) {
                measured.addAll(latency("pay.http.512", Load.run(MANY, run.measured(), paying)));
            }
            if (chosen.contains("pay.legs8")) {
                IntFunction<Load.Act> posting = posting(street);
                Load.run(MANY, WARM_UP.dividedBy(12), posting);
                double legs8 = Load.run(MANY, run.measured(), posting).counted();
                measured.add(Measurement.of("pay.legs8", legs8, "entries/s"));
                measured.stream()
                        .filter(one -> one.name().equals("pay.http"))
                        .findFirst()
                        .ifPresent(http -> measured.add(
                                Measurement.against("pay.http.of.legs8", http.value(), "payments/s", legs8)));
            }
            if (chosen.contains("pay.pin")) {
                Load.Result pin = Load.run(CALLERS, run.measured(), payingWithPin(street));
                measured.addAll(latency("pay.pin", pin));
                measured.add(Measurement.of("pay.pin.429", pin.otherwise(), "answers/s"));
            }
            check(street, run);
        }
        return measured;
    }

    private static List<Measurement> http(Street street, IntFunction<Load.Act> paying, BenchRun run) throws Exception {
        List<Double> nothing = new ArrayList<>();
        List<Load.Result> payments = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            nothing.add(Load.run(CALLERS, run.measured(), nothing(street)).counted());
            payments.add(Load.run(CALLERS, run.measured(), paying));
            run.say(String.format(
                    Locale.ROOT,
                    "pay.http round %d: %,8.0f payments/s   an endpoint that does nothing: %,8.0f requests/s",
                    round,
                    payments.getLast().counted(),
                    nothing.getLast()));
        }
        double baseline = nothing.stream().sorted().toList().get(ROUNDS / 2) / 2;
        Load.Result median = payments.stream()
                .sorted(Comparator.comparingDouble(Load.Result::counted))
                .toList()
                .get(ROUNDS / 2);
        List<Measurement> measured = new ArrayList<>();
        measured.add(Measurement.against("pay.http", median.counted(), "payments/s", baseline));
        measured.addAll(latency("pay.http", median).subList(1, 3));
        return measured;
    }

    private static List<Measurement> latency(String name, Load.Result result) {
        return List.of(
                Measurement.of(name, result.counted(), "payments/s"),
                Measurement.of(name + ".p50", result.percentileMillis(0.5), "ms"),
                Measurement.of(name + ".p99", result.percentileMillis(0.99), "ms"));
    }

    private static IntFunction<Load.Act> nothing(Street street) {
        return caller -> {
            Connection connection = street.customers().get(caller).connection();
            return () -> {
                connection.post(Nothing.PATH, "{\"nothing\": \"at all\"}").expect(200);
                return true;
            };
        };
    }

    private IntFunction<Load.Act> paying(Street street) {
        String quote = street.quoteRequest();
        return caller -> {
            Customer customer = street.customers().get(caller);
            return () -> {
                pay(customer, quote, "").expect(201);
                paid.increment();
                return true;
            };
        };
    }

    /** At most two PINs are compared at once and few wait; the others are told so. */
    private IntFunction<Load.Act> payingWithPin(Street street) {
        String quote = street.quoteRequest();
        return caller -> {
            Customer customer = street.customers().get(caller);
            return () -> {
                Connection.Answer answer = pay(customer, quote, ", \"pin\": \"" + Street.PIN + "\"");
                if (answer.status() == 429) {
                    return false;
                }
                answer.expect(201);
                paid.increment();
                return true;
            };
        };
    }

    private static Connection.Answer pay(Customer customer, String quoteRequest, String pin) throws IOException {
        String quote =
                customer.connection().post("/quotes", quoteRequest).expect(201).body();
        return customer.connection()
                .post(
                        "/payments",
                        "{\"quoteId\": \"" + quoteId(quote) + "\"" + pin + "}",
                        UUID.randomUUID().toString());
    }

    private static String quoteId(String quote) {
        int start = quote.indexOf("\"quo_") + 1;
        return quote.substring(start, quote.indexOf('"', start));
    }

    /** The legs of a payment, with accounts of a campaign of their own. */
    private static IntFunction<Load.Act> posting(Street street) {
        String campaign = "cmp_bench";
        AccountKey merchant = Accounts.merchant(street.shop().id(), Street.CNY);
        List<AccountKey> budgets = new ArrayList<>();
        for (String sponsor : List.of("platform", "brand", "shop")) {
            AccountKey budget = Accounts.budget(campaign, sponsor, Street.CNY);
            Posting.mustPass(
                    street.ledger(),
                    Entry.post(
                            "fund",
                            List.of(Leg.of(Accounts.sponsor(sponsor, Street.CNY), budget, 1_000_000_000_000L))));
            budgets.add(budget);
        }
        AccountKey day = Accounts.day(campaign, LocalDate.EPOCH, Street.CNY);
        return caller -> {
            String customer = street.customers().get(caller).id();
            List<Leg> legs = List.of(
                    Leg.of(Accounts.wallet(customer, Street.CNY), merchant, 2200),
                    Leg.of(budgets.get(0), merchant, 150),
                    Leg.of(budgets.get(1), merchant, 90),
                    Leg.of(budgets.get(2), merchant, 60),
                    Leg.of(Accounts.spendIssued(Street.CNY), day, 300),
                    Leg.of(Accounts.usesIssued(), Accounts.uses(campaign, customer), 1),
                    Leg.of(Accounts.usesIssued(), Accounts.orders(customer), 1),
                    Leg.of(
                            Accounts.usesIssued(),
                            Accounts.orders(customer, street.shop().id()),
                            1));
            return () -> {
                Posting.mustPass(street.ledger(), Entry.post("bench", legs));
                return true;
            };
        };
    }

    private void check(Street street, BenchRun run) throws Exception {
        run.say("checking the books");
        street.verify();
        if (street.payments() != paid.sum()) {
            throw new IllegalStateException(
                    "Acknowledged " + paid.sum() + " payments, but " + street.payments() + " are there");
        }
        run.say("the books are right: " + paid.sum() + " payments acknowledged and there");
    }
}
