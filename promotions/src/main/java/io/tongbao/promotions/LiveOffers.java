package io.tongbao.promotions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The live offers, compiled once per change and shared by all payments: immutable, indexed by currency and merchant, so
 * that a payment looks only at the offers of its merchant and those that hold everywhere.
 */
public final class LiveOffers {
    private static final Comparator<LiveOffer> BY_ID =
            Comparator.comparing(live -> live.offer().id());

    public static final LiveOffers NONE = compile(List.of());

    private final Map<String, LiveOffer> byId;
    private final Map<String, OfCurrency> byCurrency;

    /** @param everywhere and the lists by merchant are in order of id */
    private record OfCurrency(List<LiveOffer> everywhere, Map<String, List<LiveOffer>> byMerchant) {}

    private LiveOffers(Map<String, LiveOffer> byId, Map<String, OfCurrency> byCurrency) {
        this.byId = byId;
        this.byCurrency = byCurrency;
    }

    public static LiveOffers compile(Collection<Offer> offers) {
        return of(offers.stream().map(LiveOffer::compile).toList());
    }

    /** From offers already compiled, so that a change of one need not compile the others again. */
    public static LiveOffers of(Collection<LiveOffer> offers) {
        Map<String, LiveOffer> byId = HashMap.newHashMap(offers.size());
        Map<String, OfCurrency> byCurrency = new HashMap<>();
        for (LiveOffer live : offers.stream().sorted(BY_ID).toList()) {
            Offer offer = live.offer();
            if (byId.put(offer.id(), live) != null) {
                throw new IllegalArgumentException("Two live offers bear the id " + offer.id());
            }
            OfCurrency index = byCurrency.computeIfAbsent(
                    offer.currency(), _ -> new OfCurrency(new ArrayList<>(), new HashMap<>()));
            if (offer.merchantIds().isEmpty()) {
                index.everywhere().add(live);
            }
            for (String merchantId : offer.merchantIds()) {
                index.byMerchant()
                        .computeIfAbsent(merchantId, _ -> new ArrayList<>())
                        .add(live);
            }
        }
        return new LiveOffers(byId, byCurrency);
    }

    public int size() {
        return byId.size();
    }

    public Optional<LiveOffer> byId(String offerId) {
        return Optional.ofNullable(byId.get(offerId));
    }

    /** Every live offer, in order of id. */
    public List<LiveOffer> all() {
        return byId.values().stream().sorted(BY_ID).toList();
    }

    /** The offers of this merchant and those that hold everywhere, in this currency, that run now; in order of id. */
    public List<LiveOffer> candidates(String merchantId, String currency, Instant now) {
        OfCurrency index = byCurrency.get(currency);
        if (index == null) {
            return List.of();
        }
        List<LiveOffer> here = index.byMerchant().getOrDefault(merchantId, List.of());
        List<LiveOffer> everywhere = index.everywhere();
        List<LiveOffer> merged = new ArrayList<>();
        int h = 0;
        int e = 0;
        while (h < here.size() || e < everywhere.size()) {
            boolean takeHere =
                    e == everywhere.size() || (h < here.size() && BY_ID.compare(here.get(h), everywhere.get(e)) < 0);
            LiveOffer live = takeHere ? here.get(h++) : everywhere.get(e++);
            Schedule schedule = live.offer().schedule();
            if (!now.isBefore(schedule.start()) && now.isBefore(schedule.end())) {
                merged.add(live);
            }
        }
        return merged;
    }
}
