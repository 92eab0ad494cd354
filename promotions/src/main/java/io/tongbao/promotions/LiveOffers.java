package io.tongbao.promotions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The live offers, compiled once per change and shared by all payments: immutable, and found by index. An offer stands under its occasion
 * and every merchant that it is for (or under "everywhere"), and there under itself if it needs a coupon, under the lists, tags or tiers of which
 * the customer must have one, or else under the products and categories without which it gives nothing. So a payment looks only at offers that its merchant, its
 * customer and its basket may bring into play; and who is not of an offer's audience hears nothing of it, also not what to buy for it.
 */
public final class LiveOffers {
    private static final Comparator<LiveOffer> BY_ID =
            Comparator.comparing(live -> live.offer().id());

    public static final LiveOffers NONE = compile(List.of(), Calendars.NONE);

    private final List<LiveOffer> byOrder;
    private final Map<String, LiveOffer> byId;
    private final Map<Place, Shelf> shelves;
    private final boolean anyByCoupon;
    private final boolean anyByList;

    private static final String EVERYWHERE = "";

    /** @param merchantId {@link #EVERYWHERE} for the offers that hold everywhere */
    private record Place(Basket.Occasion occasion, String currency, String merchantId) {}

    private LiveOffers(List<LiveOffer> byOrder, Map<String, LiveOffer> byId, Map<Place, Shelf> shelves) {
        this.byOrder = byOrder;
        this.byId = byId;
        this.shelves = shelves;
        this.anyByCoupon = byOrder.stream().anyMatch(live -> live.offer().byCoupon());
        this.anyByList = byOrder.stream().anyMatch(live -> live.reads(Circumstance.LISTS));
    }

    /** Places in the order of ids. */
    private static final class Places {
        int[] places = new int[1];
        int size;

        void add(int place) {
            if (size == places.length) {
                places = Arrays.copyOf(places, 2 * size);
            }
            places[size++] = place;
        }

        void addAll(@Nullable Places more) {
            if (more != null) {
                for (int i = 0; i < more.size; i++) {
                    add(more.places[i]);
                }
            }
        }
    }

    /** The offers of one place. Each is under one key, or several of one kind. */
    private static final class Shelf {
        final Places plain = new Places();
        final Map<String, Places> byProduct = new HashMap<>();
        final Map<String, Places> byCategory = new HashMap<>();
        final Map<String, Places> byList = new HashMap<>();
        final Map<String, Places> byTag = new HashMap<>();
        final Map<String, Places> byTier = new HashMap<>();
        final Map<String, Places> byCoupon = new HashMap<>();

        void add(LiveOffer live, int place) {
            Offer offer = live.offer();
            if (offer.byCoupon()) {
                put(byCoupon, Set.of(offer.id()), place);
                return;
            }
            for (Condition condition : CompiledCondition.needed(offer.condition())) {
                switch (condition) {
                    case Condition.OnList on -> {
                        put(byList, on.lists(), place);
                        return;
                    }
                    case Condition.HasTag has -> {
                        put(byTag, has.tags(), place);
                        return;
                    }
                    case Condition.InTiers in -> {
                        put(byTier, in.tiers(), place);
                        return;
                    }
                    default -> {
                        // says nothing about who the customer must be
                    }
                }
            }
            Goods goods = goodsToFindBy(live);
            if (goods.products().isEmpty() && goods.categories().isEmpty()) {
                plain.add(place);
            }
            put(byProduct, goods.products(), place);
            put(byCategory, goods.categories(), place);
        }

        private static void put(Map<String, Places> index, Set<String> keys, int place) {
            for (String key : keys) {
                index.computeIfAbsent(key, _ -> new Places()).add(place);
            }
        }

        void collect(PricingQuestion question, Places into) {
            into.addAll(plain);
            if (!byProduct.isEmpty() || !byCategory.isEmpty()) {
                for (BasketLine line : question.basket().lines()) {
                    into.addAll(byProduct.get(line.product()));
                    if (line.category().isPresent()) {
                        into.addAll(byCategory.get(line.category().get()));
                    }
                }
            }
            Customer customer = question.customer();
            for (String list : customer.lists()) {
                into.addAll(byList.get(list));
            }
            for (String tag : customer.tags()) {
                into.addAll(byTag.get(tag));
            }
            if (customer.tier().isPresent()) {
                into.addAll(byTier.get(customer.tier().get()));
            }
            for (String offerId : customer.coupons()) {
                into.addAll(byCoupon.get(offerId));
            }
        }
    }

    /** The goods of which at least one line must be in the basket, as the first that the benefit or the condition names. */
    private static Goods goodsToFindBy(LiveOffer live) {
        for (Goods goods : live.neededGoods()) {
            if (!goods.products().isEmpty() || !goods.categories().isEmpty()) {
                return goods;
            }
        }
        for (Condition condition : CompiledCondition.needed(live.offer().condition())) {
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
        List<LiveOffer> byOrder = offers.stream().sorted(BY_ID).toList();
        Map<String, LiveOffer> byId = HashMap.newHashMap(byOrder.size());
        Map<Place, Shelf> shelves = new HashMap<>();
        for (int place = 0; place < byOrder.size(); place++) {
            LiveOffer live = byOrder.get(place);
            Offer offer = live.offer();
            if (byId.put(offer.id(), live) != null) {
                throw new IllegalArgumentException("Two live offers bear the id " + offer.id());
            }
            Set<String> merchants = offer.merchantIds().isEmpty() ? Set.of(EVERYWHERE) : offer.merchantIds();
            for (String merchantId : merchants) {
                shelves.computeIfAbsent(new Place(live.occasion(), offer.currency(), merchantId), _ -> new Shelf())
                        .add(live, place);
            }
        }
        return new LiveOffers(byOrder, byId, shelves);
    }

    public int size() {
        return byOrder.size();
    }

    public boolean anyByCoupon() {
        return anyByCoupon;
    }

    public boolean anyByList() {
        return anyByList;
    }

    public Optional<LiveOffer> byId(String offerId) {
        return Optional.ofNullable(byId.get(offerId));
    }

    /** Every live offer, in order of id. */
    public List<LiveOffer> all() {
        return byOrder;
    }

    /** The offers that run now and that merchant, basket and customer may bring into play; in order of id. */
    public List<LiveOffer> candidates(PricingQuestion question, Instant now) {
        Places found = new Places();
        question.merchantId().ifPresent(merchantId -> collect(question, merchantId, found));
        collect(question, EVERYWHERE, found);
        Arrays.sort(found.places, 0, found.size);
        List<LiveOffer> candidates = new ArrayList<>(found.size);
        int before = -1;
        for (int i = 0; i < found.size; i++) {
            int place = found.places[i];
            // an offer stands under several keys of one kind
            if (place != before && byOrder.get(place).offer().schedule().runsAt(now)) {
                candidates.add(byOrder.get(place));
            }
            before = place;
        }
        return candidates;
    }

    private void collect(PricingQuestion question, String merchantId, Places into) {
        Basket basket = question.basket();
        Shelf shelf = shelves.get(new Place(basket.occasion(), basket.currency(), merchantId));
        if (shelf != null) {
            shelf.collect(question, into);
        }
    }

    /**
     * What offers are found by.
     *
     * @param merchantId empty where no merchant is paid
     */
    public record PricingQuestion(Optional<String> merchantId, Customer customer, Basket basket) {
        public PricingQuestion(String merchantId, Customer customer, Basket basket) {
            this(Optional.of(merchantId), customer, basket);
        }
    }
}
