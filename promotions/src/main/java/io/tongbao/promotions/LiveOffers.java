package io.tongbao.promotions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The live offers, compiled once per change and shared by all payments: immutable, and found by index. An offer stands under every
 * merchant that it is for (or under "everywhere"), and there under the products and categories without which it gives nothing, or else
 * under the lists, tags or tiers of which the customer must have one. So a payment looks only at offers that its merchant, its
 * basket and its customer may bring into play.
 */
public final class LiveOffers {
    private static final Comparator<LiveOffer> BY_ID =
            Comparator.comparing(live -> live.offer().id());

    public static final LiveOffers NONE = compile(List.of(), Calendars.NONE);

    private final Map<String, LiveOffer> byId;
    private final Map<Place, Shelf> shelves;

    /** @param merchantId empty for the offers that hold everywhere */
    private record Place(Basket.Occasion occasion, String currency, String merchantId) {}

    private LiveOffers(Map<String, LiveOffer> byId, Map<Place, Shelf> shelves) {
        this.byId = byId;
        this.shelves = shelves;
    }

    /** The offers of one place. Each is under one key, or several of one kind. */
    private static final class Shelf {
        final List<LiveOffer> plain = new ArrayList<>();
        final Map<String, List<LiveOffer>> byProduct = new HashMap<>();
        final Map<String, List<LiveOffer>> byCategory = new HashMap<>();
        final Map<String, List<LiveOffer>> byList = new HashMap<>();
        final Map<String, List<LiveOffer>> byTag = new HashMap<>();
        final Map<String, List<LiveOffer>> byTier = new HashMap<>();

        void add(LiveOffer live) {
            Offer offer = live.offer();
            Goods goods = neededGoods(offer);
            if (!goods.products().isEmpty() || !goods.categories().isEmpty()) {
                put(byProduct, goods.products(), live);
                put(byCategory, goods.categories(), live);
                return;
            }
            for (Condition condition : CompiledCondition.needed(offer.condition())) {
                switch (condition) {
                    case Condition.OnList on -> {
                        put(byList, on.lists(), live);
                        return;
                    }
                    case Condition.HasTag has -> {
                        put(byTag, has.tags(), live);
                        return;
                    }
                    case Condition.InTiers in -> {
                        put(byTier, in.tiers(), live);
                        return;
                    }
                    default -> {
                        // says nothing that offers are found by
                    }
                }
            }
            plain.add(live);
        }

        private static void put(Map<String, List<LiveOffer>> index, Set<String> keys, LiveOffer live) {
            for (String key : keys) {
                index.computeIfAbsent(key, _ -> new ArrayList<>()).add(live);
            }
        }

        void collect(PricingQuestion question, Instant now, List<LiveOffer> into) {
            collect(plain, now, into);
            for (BasketLine line : question.basket().lines()) {
                collect(byProduct.getOrDefault(line.product(), List.of()), now, into);
                if (line.category().isPresent()) {
                    collect(byCategory.getOrDefault(line.category().get(), List.of()), now, into);
                }
            }
            for (String list : question.customer().lists()) {
                collect(byList.getOrDefault(list, List.of()), now, into);
            }
            for (String tag : question.customer().tags()) {
                collect(byTag.getOrDefault(tag, List.of()), now, into);
            }
            if (question.customer().tier().isPresent()) {
                collect(byTier.getOrDefault(question.customer().tier().get(), List.of()), now, into);
            }
        }

        private static void collect(List<LiveOffer> offers, Instant now, List<LiveOffer> into) {
            for (LiveOffer live : offers) {
                Schedule schedule = live.offer().schedule();
                if (!now.isBefore(schedule.start()) && now.isBefore(schedule.end())) {
                    into.add(live);
                }
            }
        }
    }

    /** The goods of which at least one line must be in the basket, as the first that the benefit or the condition names. */
    private static Goods neededGoods(Offer offer) {
        for (Goods goods : Entrant.goods(offer.benefit())) {
            if (!goods.products().isEmpty() || !goods.categories().isEmpty()) {
                return goods;
            }
        }
        for (Condition condition : CompiledCondition.needed(offer.condition())) {
            Goods goods = switch (condition) {
                case Condition.QuantityAtLeast quantity -> quantity.goods();
                case Condition.AmountAtLeast amount when amount.minor() > 0 -> amount.goods();
                default -> Goods.ALL;
            };
            if (!goods.products().isEmpty() || !goods.categories().isEmpty()) {
                return goods;
            }
        }
        return Goods.ALL;
    }

    public static LiveOffers compile(Collection<Offer> offers, Calendars calendars) {
        return of(offers.stream()
                .map(offer -> LiveOffer.compile(offer, calendars))
                .toList());
    }

    /** From offers already compiled, so that a change of one need not compile the others again. */
    public static LiveOffers of(Collection<LiveOffer> offers) {
        Map<String, LiveOffer> byId = HashMap.newHashMap(offers.size());
        Map<Place, Shelf> shelves = new HashMap<>();
        for (LiveOffer live : offers.stream().sorted(BY_ID).toList()) {
            Offer offer = live.offer();
            if (byId.put(offer.id(), live) != null) {
                throw new IllegalArgumentException("Two live offers bear the id " + offer.id());
            }
            Set<String> merchants = offer.merchantIds().isEmpty() ? Set.of("") : offer.merchantIds();
            for (String merchantId : merchants) {
                shelves.computeIfAbsent(new Place(live.occasion(), offer.currency(), merchantId), _ -> new Shelf())
                        .add(live);
            }
        }
        return new LiveOffers(byId, shelves);
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

    /** The offers that run now and that merchant, basket and customer may bring into play; in order of id. */
    public List<LiveOffer> candidates(PricingQuestion question, Instant now) {
        List<LiveOffer> found = new ArrayList<>();
        Basket basket = question.basket();
        for (String merchantId : new String[] {question.merchantId(), ""}) {
            Shelf shelf = shelves.get(new Place(basket.occasion(), basket.currency(), merchantId));
            if (shelf != null) {
                shelf.collect(question, now, found);
            }
        }
        found.sort(BY_ID);
        // an offer stands under several keys of one kind
        List<LiveOffer> once = new ArrayList<>(found.size());
        for (LiveOffer live : found) {
            if (once.isEmpty() || once.getLast() != live) {
                once.add(live);
            }
        }
        return once;
    }

    /** What offers are found by. */
    public record PricingQuestion(String merchantId, Customer customer, Basket basket) {}
}
