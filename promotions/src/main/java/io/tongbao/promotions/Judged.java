package io.tongbao.promotions;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The candidates as basket, customer and setting have judged them. What is still open only the books can rule out: whoever has read the
 * standing of {@link #worthAsking} gets the price. For one thread.
 */
public final class Judged {
    private final PricingRequest request;
    private final Facts before;
    private final Running start;

    /** By candidate; null where it is still open. */
    private final @Nullable Miss[] misses;

    private final List<LiveOffer> worthAsking;

    Judged(PricingRequest request) {
        this.request = request;
        before = new Facts(request);
        start = new Running(before);
        List<LiveOffer> candidates = request.candidates();
        misses = new @Nullable Miss[candidates.size()];
        worthAsking = new ArrayList<>(misses.length);
        for (int i = 0; i < misses.length; i++) {
            LiveOffer live = candidates.get(i);
            misses[i] = miss(live);
            if (misses[i] == null) {
                worthAsking.add(live);
            }
        }
    }

    private @Nullable Miss miss(LiveOffer live) {
        Miss miss = live.missBeforeBooks(before, start);
        if (miss != null || request.refused().isEmpty()) {
            return miss;
        }
        Reason refused = request.refused().get(live.offer().id());
        return refused == null ? null : Miss.of(refused, "the ledger holds it", "refused when posting");
    }

    /** The candidates that nothing but the books can still rule out, in the candidates' order. */
    public List<LiveOffer> worthAsking() {
        return worthAsking;
    }

    /**
     * @param drawSeed as in {@link PricingRequest}
     * @throws IllegalArgumentException if the standing of an offer worth asking was not read
     */
    public Pricing price(Standing standing, long drawSeed) {
        Facts facts = before.with(request.with(standing).drawnBy(drawSeed));
        Giving giving = new Giving(facts);
        Combinations combinations = new Combinations(facts, giving, start, request.stacking());
        Running scratch = Running.blank(facts.size());
        List<Verdict> verdicts = new ArrayList<>(misses.length);
        List<Entrant> entrants = new ArrayList<>(worthAsking.size());
        for (int i = 0; i < misses.length; i++) {
            LiveOffer live = request.candidates().get(i);
            Miss miss = misses[i];
            Entrant entrant = null;
            if (miss == null) {
                Standing.OfOffer books = standing.of(live.offer());
                miss = live.missWithBooks(facts, start, books);
                if (miss == null) {
                    entrant = new Entrant(live, combinations.placeOf(live), books, giving, start, scratch);
                    entrants.add(entrant);
                }
            }
            verdicts.add(new Verdict(live, entrant, miss));
        }
        Map<Entrant, Miss> lost = new IdentityHashMap<>(0);
        List<Entrant> chosen = combinations.chosenByGroups(entrants, lost);
        List<List<Entrant>> apart = combinations.apart(chosen);
        Combinations.Found best = combinations.best(apart, Combinations.Found.NOTHING);
        boolean exact = combinations.isExact();
        Combinations.Found second =
                chosen.size() > best.offers().size() ? combinations.best(apart, best) : Combinations.Found.NOTHING;
        return new Telling(facts, giving, start, scratch, combinations).pricing(best, second, exact, verdicts, lost);
    }

    /** What was found out of a candidate: it may apply, or why not. */
    record Verdict(
            LiveOffer live,
            @Nullable Entrant entrant,
            @Nullable Miss miss) {}
}
