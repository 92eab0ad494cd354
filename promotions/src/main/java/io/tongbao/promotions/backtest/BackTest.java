package io.tongbao.promotions.backtest;

import io.tongbao.promotions.Calendars;
import io.tongbao.promotions.Judged;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Pricing;
import io.tongbao.promotions.Stacking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Runs drafts over payments that were made, each draft by itself beside the live offers, by the same engine as a payment: budgets, days'
 * budgets and uses run down in order of time. Payments come page by page, so a run may stop between two. Judging reads nothing that changes and is
 * done by all threads at once; each set of offers is then priced in order by one of them.
 *
 * <p>Every budget starts whole. A draft is laid over the window: it starts with it and runs as long as it is planned to. Live offers are
 * taken to have run all of it.
 */
public final class BackTest {
    public static final int MAX_DRAFTS = 2;

    /** So many payments are judged by one task. */
    private static final int CHUNK = 500;

    private final Window window;
    private final ExecutorService threads;
    private final List<Offer> live;
    private final List<Draft> drafts;

    /** The live offers alone, then with each draft. */
    private final List<World> worlds = new ArrayList<>();

    private final List<Tally> tallies = new ArrayList<>();
    private final Map<String, Long> ordersInWallet = new HashMap<>();
    private final Map<Pair, Long> ordersAtMerchant = new HashMap<>();
    private Instant last = Instant.MIN;

    private record Pair(String customerId, String merchantId) {}

    private record Ordered(PastPayment payment, long inWallet, long atMerchant) {}

    /**
     * @param drafts one, or two to compare; their offers' ids are none of the live ones'
     * @param threads who reckon; not shut down here
     * @throws IllegalArgumentException if a draft can't be compiled
     */
    public BackTest(
            Window window,
            List<Draft> drafts,
            List<Offer> live,
            Stacking stacking,
            Calendars calendars,
            ExecutorService threads) {
        this.window = window;
        this.threads = threads;
        this.live = live.stream().map(window::throughout).toList();
        this.drafts = drafts.stream().map(draft -> draft.laidOver(window)).toList();
        Set<String> ids = new HashSet<>();
        boolean differ =
                drafts.stream().flatMap(draft -> draft.offers().stream()).allMatch(offer -> ids.add(offer.id()));
        if (drafts.isEmpty() || drafts.size() > MAX_DRAFTS || !differ) {
            throw new IllegalArgumentException("One draft, or two, of different offers: " + drafts.size());
        }
        worlds.add(new World(this.live, stacking, calendars));
        for (Draft draft : this.drafts) {
            List<Offer> running = new ArrayList<>(this.live);
            running.addAll(draft.offers());
            worlds.add(new World(running, stacking, calendars));
            tallies.add(new Tally(draft.ids(), window));
        }
    }

    /** Orders that a customer had paid at a merchant before the first payment that is shown. */
    public void ordersBefore(String customerId, String merchantId, long orders) {
        if (last != Instant.MIN) {
            throw new IllegalStateException("Payments have run already");
        }
        ordersInWallet.merge(customerId, orders, Long::sum);
        ordersAtMerchant.merge(new Pair(customerId, merchantId), orders, Long::sum);
    }

    /**
     * The next payments. Those before the window only count as orders that the customer had made.
     *
     * @throws IllegalArgumentException if they are not in order of time
     */
    public void run(List<PastPayment> page) throws InterruptedException {
        List<Ordered> ordered = new ArrayList<>(page.size());
        for (PastPayment payment : page) {
            if (payment.at().isBefore(last) || !payment.at().isBefore(window.to())) {
                throw new IllegalArgumentException(
                        "Payments come in order of time and end with the window: " + payment.id());
            }
            last = payment.at();
            String customerId = payment.customer().id();
            long inWallet = ordersInWallet.merge(customerId, 1L, Long::sum) - 1;
            long atMerchant = ordersAtMerchant.merge(new Pair(customerId, payment.merchantId()), 1L, Long::sum) - 1;
            if (window.holds(payment.at())) {
                ordered.add(new Ordered(payment, inWallet, atMerchant));
            }
        }
        List<List<Future<List<Judged>>>> judged = new ArrayList<>();
        for (World world : worlds) {
            List<Future<List<Judged>>> chunks = new ArrayList<>();
            for (int from = 0; from < ordered.size(); from += CHUNK) {
                List<Ordered> chunk = ordered.subList(from, Math.min(from + CHUNK, ordered.size()));
                chunks.add(threads.submit(() ->
                        chunk.stream().map(each -> world.judge(each.payment())).toList()));
            }
            judged.add(chunks);
        }
        List<List<Judged>> gathered = new ArrayList<>();
        for (List<Future<List<Judged>>> chunks : judged) {
            List<Judged> all = new ArrayList<>(ordered.size());
            for (Future<List<Judged>> chunk : chunks) {
                all.addAll(got(chunk));
            }
            gathered.add(all);
        }
        List<Callable<Integer>> pricing = new ArrayList<>();
        for (int i = 0; i < worlds.size(); i++) {
            int which = i;
            pricing.add(() -> price(which, ordered, gathered.get(which)));
        }
        for (Future<Integer> priced : threads.invokeAll(pricing)) {
            got(priced);
        }
    }

    private int price(int which, List<Ordered> ordered, List<Judged> judged) {
        World world = worlds.get(which);
        for (int i = 0; i < ordered.size(); i++) {
            Ordered each = ordered.get(i);
            Pricing pricing = world.price(each.payment(), judged.get(i), each.inWallet(), each.atMerchant());
            if (which > 0) {
                long left = world.leftMinor(drafts.get(which - 1));
                tallies.get(which - 1).add(each.payment(), pricing, each.inWallet(), left);
            }
        }
        return ordered.size();
    }

    private static <T> T got(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A back-test could not be reckoned", e.getCause());
        }
    }

    /** Once, when all pages have run; in the drafts' order. */
    public List<Report> reports() {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            World beside = worlds.get(i + 1);
            List<Report.Interplay> interplay = new ArrayList<>();
            for (Offer offer : live) {
                Report.Given without = given(worlds.getFirst(), offer);
                Report.Given with = given(beside, offer);
                if (!without.equals(with)) {
                    interplay.add(new Report.Interplay(offer.id(), without, with));
                }
            }
            Draft draft = drafts.get(i);
            reports.add(tallies.get(i).report(draft.budgetMinor(), beside.leftMinor(draft), interplay));
        }
        return reports;
    }

    private static Report.Given given(World world, Offer offer) {
        return world.given().getOrDefault(offer.id(), Report.Given.NOTHING);
    }
}
