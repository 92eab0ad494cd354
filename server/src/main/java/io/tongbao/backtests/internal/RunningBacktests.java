package io.tongbao.backtests.internal;

import io.tongbao.backtests.internal.BacktestStore.Backtest;
import io.tongbao.backtests.internal.BacktestStore.Held;
import io.tongbao.backtests.internal.BacktestStore.State;
import io.tongbao.campaigns.CampaignDrafts;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.OnceKey;
import io.tongbao.offers.TestedOffers;
import io.tongbao.offers.TestedOffers.Drafted;
import io.tongbao.payments.PastPayments;
import io.tongbao.platform.BackgroundLoop;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.RunsInBackground;
import io.tongbao.platform.TypeIds;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.backtest.BackTest;
import io.tongbao.promotions.backtest.Draft;
import io.tongbao.promotions.backtest.PastPayment;
import io.tongbao.promotions.backtest.Report;
import io.tongbao.promotions.backtest.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs back-tests, one at a time on a node, by threads that give way to payments. A node holds its run by prolonging the hold page by page; a run
 * whose node has died is begun again by another, and given up after some times, since it may be what the nodes died of.
 */
@Component
class RunningBacktests implements RunsInBackground {
    static final int MAX_DAYS = 366;
    static final String PREFIX = "bkt";
    private static final int PAGE = 2_000;
    private static final int MAX_BEGUN = 3;
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(RunningBacktests.class);

    private final BacktestStore store;
    private final CampaignDrafts campaigns;
    private final TestedOffers offers;
    private final PastPayments payments;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ZoneId zone;
    private final String node = TypeIds.next("nod");
    private final Semaphore wanted = new Semaphore(0);
    private final BackgroundLoop loop = new BackgroundLoop("back-tests", this::turn);

    RunningBacktests(
            BacktestStore store,
            CampaignDrafts campaigns,
            TestedOffers offers,
            PastPayments payments,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${tongbao.zone}") ZoneId zone) {
        this.store = store;
        this.campaigns = campaigns;
        this.offers = offers;
        this.payments = payments;
        this.transaction = transaction;
        this.clock = clock;
        this.zone = zone;
    }

    record Asked(String campaignId, int version) {}

    sealed interface Outset {
        record Begun(Backtest backtest) implements Outset {}

        record Invalid(List<FieldProblem> fields) implements Outset {
            public Invalid {
                fields = List.copyOf(fields);
            }
        }

        record KeyReused() implements Outset {}
    }

    Outset begin(List<Asked> asked, int days, String by, OnceKey once) {
        String request = once.key().toString();
        String content = once.content().toString();
        List<FieldProblem> wrong = new ArrayList<>();
        List<BacktestStore.Draft> drafts = new ArrayList<>();
        List<Draft> compiled = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            String field = "drafts[" + i + "]";
            Optional<CampaignDrafts.Draft> found =
                    campaigns.find(asked.get(i).campaignId(), asked.get(i).version());
            if (found.isEmpty()) {
                wrong.add(new FieldProblem(field + ".version", "unknown", "must be a version of a campaign"));
                continue;
            }
            drafts.add(new BacktestStore.Draft(
                    found.get().campaignId(), found.get().version(), found.get().name()));
            switch (drafted(found.get())) {
                case Drafted.Right right -> compiled.add(right.draft());
                case Drafted.NotForPayments _ ->
                    wrong.add(new FieldProblem(
                            field + ".version", "not-for-payments", "gives on top-ups, which no payment shows"));
                case Drafted.Wrong terms ->
                    terms.fields()
                            .forEach(each -> wrong.add(
                                    new FieldProblem(field + "." + each.field(), each.code(), each.message())));
            }
        }
        if (compiled.stream().map(Draft::currency).distinct().count() > 1) {
            wrong.add(new FieldProblem("drafts[1].version", "wrong-currency", "must be of the first draft's currency"));
        }
        if (!wrong.isEmpty()) {
            return new Outset.Invalid(wrong);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Backtest backtest = new Backtest(
                TypeIds.next(PREFIX),
                days,
                Currency.of(compiled.getFirst().currency()),
                LocalDate.ofInstant(now, zone)
                        .minusDays(days - 1L)
                        .atStartOfDay(zone)
                        .toInstant(),
                now,
                by,
                now,
                State.WAITING,
                false,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                0);
        boolean added = Boolean.TRUE.equals(transaction.execute(_ -> store.insert(backtest, drafts, request, content)));
        if (!added) {
            return store.ofRequest(request, content)
                    .<Outset>map(Outset.Begun::new)
                    .orElseGet(Outset.KeyReused::new);
        }
        wanted.release();
        return new Outset.Begun(store.find(backtest.id()).orElseThrow());
    }

    Optional<Backtest> stop(String id) {
        store.askToStop(id, clock.instant());
        return store.find(id);
    }

    private Drafted drafted(CampaignDrafts.Draft draft) {
        return offers.drafted(draft.offers(), draft.campaignId());
    }

    private void turn() throws InterruptedException {
        Optional<Backtest> taken = store.take(node, HOLD);
        if (taken.isEmpty()) {
            wanted.tryAcquire(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            wanted.drainPermits();
            return;
        }
        Backtest backtest = taken.get();
        if (backtest.begun() > MAX_BEGUN) {
            store.failed(backtest.id(), node, "given-up", clock.instant());
            return;
        }
        try {
            run(backtest);
        } catch (DataAccessException | TransactionException e) {
            // The database is away: the run is begun again once nobody holds it.
            throw e;
        } catch (RuntimeException e) {
            log.error("Back-test {} failed", backtest.id(), e);
            store.failed(backtest.id(), node, "internal", clock.instant());
        }
    }

    private void run(Backtest backtest) throws InterruptedException {
        List<BacktestStore.Draft> asked = store.drafts(List.of(backtest.id())).getOrDefault(backtest.id(), List.of());
        List<Draft> drafts = asked.stream()
                .flatMap(draft -> campaigns.find(draft.campaignId(), draft.version()).stream())
                .map(this::drafted)
                .flatMap(drafted -> drafted instanceof Drafted.Right right ? Stream.of(right.draft()) : Stream.empty())
                .toList();
        if (drafts.isEmpty() || drafts.size() < asked.size()) {
            // What it names, a merchant say, has gone since it was asked for.
            store.failed(backtest.id(), node, "draft-not-right", clock.instant());
            return;
        }
        Set<String> own = asked.stream().map(BacktestStore.Draft::campaignId).collect(Collectors.toSet());
        List<Offer> beside = offers.beside(backtest.currency(), own);
        try (ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                Thread.ofPlatform()
                        .name("back-test-", 0)
                        .priority(Thread.MIN_PRIORITY)
                        .daemon()
                        .factory())) {
            BackTest test = new BackTest(
                    new Window(backtest.from(), backtest.to(), zone),
                    drafts,
                    beside,
                    offers.stacking(),
                    offers.calendars(),
                    threads);
            if (goneThrough(backtest, test)) {
                List<Report> reports = test.reports();
                store.done(
                        backtest.id(),
                        node,
                        new Result(reports, beside.size(), names(reports, beside)),
                        clock.instant());
            }
        }
    }

    /** @return whether all of it; else it was stopped, or another node has it */
    private boolean goneThrough(Backtest backtest, BackTest test) throws InterruptedException {
        long total = payments.count(backtest.currency(), backtest.from(), backtest.to());
        if (!goesOn(backtest, total, 0)) {
            return false;
        }
        Optional<PastPayments.Orders> seen = Optional.empty();
        while (true) {
            List<PastPayments.Orders> page = payments.ordersBefore(backtest.from(), seen, PAGE);
            page.forEach(each -> test.ordersBefore(each.customerId(), each.merchantId(), each.count()));
            if (page.size() < PAGE) {
                break;
            }
            seen = Optional.of(page.getLast());
            if (!goesOn(backtest, total, 0)) {
                return false;
            }
        }
        Optional<PastPayment> last = Optional.empty();
        long looked = 0;
        while (true) {
            List<PastPayment> page = payments.page(backtest.currency(), backtest.from(), backtest.to(), last, PAGE);
            test.run(page);
            looked += page.size();
            if (!goesOn(backtest, Math.max(total, looked), looked)) {
                return false;
            }
            if (page.size() < PAGE) {
                return true;
            }
            last = Optional.of(page.getLast());
        }
    }

    private boolean goesOn(Backtest backtest, long total, long looked) {
        Held held = store.looked(backtest.id(), node, HOLD, total, looked);
        if (held == Held.STOP) {
            store.stopped(backtest.id(), node, clock.instant());
        }
        return held == Held.ON;
    }

    private static Map<String, String> names(List<Report> reports, List<Offer> beside) {
        Set<String> met = reports.stream()
                .flatMap(report -> report.interplay().stream())
                .map(Report.Interplay::offerId)
                .collect(Collectors.toSet());
        return beside.stream()
                .filter(offer -> met.contains(offer.id()))
                .collect(Collectors.toMap(Offer::id, Offer::name));
    }

    @Override
    public BackgroundLoop loop() {
        return loop;
    }
}
