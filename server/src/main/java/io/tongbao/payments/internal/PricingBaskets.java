package io.tongbao.payments.internal;

import static java.util.stream.Collectors.toMap;

import io.tongbao.identity.People;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.Channel;
import io.tongbao.payments.CustomerLists;
import io.tongbao.payments.HeldCoupons;
import io.tongbao.payments.PricingOffers;
import io.tongbao.platform.Gathering;
import io.tongbao.platform.SecretBox;
import io.tongbao.promotions.Basket;
import io.tongbao.promotions.Circumstance;
import io.tongbao.promotions.Customer;
import io.tongbao.promotions.Judged;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.LiveOffers;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.Pricer;
import io.tongbao.promotions.PricingRequest;
import io.tongbao.promotions.Reason;
import io.tongbao.promotions.Setting;
import io.tongbao.promotions.SponsorShare;
import io.tongbao.promotions.Standing;
import io.tongbao.wallets.WalletAccounts;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Prices a basket with the live offers and what the books say now: one read of balances for all of it. */
@Component
class PricingBaskets {
    private static final int GATHERED_MAX = 64;

    private final PricingOffers offers;
    private final Ledger ledger;
    private final SecretBox secrets;
    private final People people;
    private final HeldCoupons coupons;
    private final CustomerLists lists;
    private final Clock clock;
    private final Gathering<String, Optional<Instant>> joined = new Gathering<>(GATHERED_MAX, this::joined);
    private final Gathering<String, Set<String>> onLists = new Gathering<>(GATHERED_MAX, this::onLists);
    private final Gathering<String, List<HeldCoupons.Held>> held = new Gathering<>(GATHERED_MAX, this::held);
    private final Gathering<List<String>, Map<String, Balance>> balances =
            new Gathering<>(GATHERED_MAX, this::balances);

    PricingBaskets(
            PricingOffers offers,
            Ledger ledger,
            SecretBox secrets,
            People people,
            HeldCoupons coupons,
            CustomerLists lists,
            Clock clock) {
        this.offers = offers;
        this.coupons = coupons;
        this.lists = lists;
        this.people = people;
        this.clock = clock;
        this.ledger = ledger;
        this.secrets = secrets;
    }

    /**
     * @param orderId for which a random discount is drawn; without an order it is drawn for the customer's next payment to the merchant,
     *     so that asking again draws nothing new
     * @param device from which it is paid, by its fingerprint; history knows none
     * @param when the time that schedules and business days are judged by
     * @param coupons which of the customer's coupons it may use
     * @param refused offers that the ledger has just refused, by id
     */
    record Question(
            String customerId,
            Setting setting,
            Currency currency,
            Optional<String> orderId,
            Optional<String> device,
            List<PinnedPrice.Line> lines,
            Instant when,
            CouponChoice coupons,
            Map<String, Reason> refused) {
        Question {
            lines = List.copyOf(lines);
            refused = Map.copyOf(refused);
        }

        /** Who pays no merchant tops up. */
        Basket basket() {
            Basket.Occasion occasion =
                    setting.merchantId().isPresent() ? Basket.Occasion.PURCHASE : Basket.Occasion.TOP_UP;
            return PinnedPrice.basket(occasion, currency.code(), lines);
        }
    }

    /**
     * @param available what the customer can spend at merchants now, of money and of bonus
     * @param bonus what of it is bonus
     * @param dependsOnSource whether a condition looks at what it is paid with
     */
    record Priced(PinnedPrice price, long available, long bonus, boolean dependsOnSource) {}

    static Setting setting(String merchantId, Channel channel, Setting.Source source) {
        return new Setting(
                Optional.of(merchantId),
                Optional.empty(),
                Optional.of(channel.code()),
                Optional.empty(),
                Optional.of(source));
    }

    Priced price(Question question) {
        Currency currency = question.currency();
        Map<String, List<HeldCoupons.Held>> free = freeCoupons(question);
        Customer unknown = Customer.of(question.customerId())
                .withCoupons(free.keySet())
                .onLists(offers.anyByList() ? onLists.ask(question.customerId()) : Set.of());
        Basket basket = question.basket();
        List<LiveOffer> found = offers.candidates(
                new LiveOffers.PricingQuestion(question.setting().merchantId(), unknown, basket), question.when());
        List<PinnedPrice.Coupon> at = coupons(question, free, found);
        Map<String, String> allowed = at.stream()
                .filter(PinnedPrice.Coupon::allowed)
                .collect(toMap(PinnedPrice.Coupon::offerId, PinnedPrice.Coupon::couponId));
        List<LiveOffer> candidates = found.stream()
                .filter(live -> !live.offer().byCoupon()
                        || allowed.containsKey(live.offer().id()))
                .toList();
        Customer customer = anyReads(candidates, Circumstance.JOINED_ON) ? known(unknown) : unknown;
        PricingRequest request = PricingRequest.of(question.when(), question.setting(), customer, basket, candidates)
                .with(offers.stacking())
                .without(question.refused());
        Judged judged = Pricer.judge(request);
        List<LiveOffer> open = judged.worthAsking();
        Map<String, Balance> books = read(question, open);
        Standing standing = standing(question, open, books);
        PinnedPrice price = PinnedPrice.of(
                judged.price(standing, drawSeed(question, standing)),
                question.lines(),
                offers::sponsorName,
                at,
                question.coupons(),
                question.device());
        long wallet = available(books, Accounts.wallet(question.customerId(), currency));
        long bonus = available(books, Accounts.bonus(question.customerId(), currency));
        return new Priced(price, wallet + bonus, bonus, anyReads(candidates, Circumstance.SOURCE));
    }

    /** The customer's coupons that no order has used or holds, by offer; not asked for where none could apply. */
    private Map<String, List<HeldCoupons.Held>> freeCoupons(Question question) {
        if (question.setting().merchantId().isEmpty() || !offers.anyByCoupon()) {
            return Map.of();
        }
        List<HeldCoupons.Held> all = held.ask(question.customerId());
        if (all.isEmpty()) {
            return Map.of();
        }
        Map<String, Balance> books = balances.ask(
                all.stream().map(each -> account(question, each).code()).toList());
        Map<String, List<HeldCoupons.Held>> free = new LinkedHashMap<>();
        for (HeldCoupons.Held each : all) {
            if (available(books, account(question, each)) > 0) {
                free.computeIfAbsent(each.offerId(), _ -> new ArrayList<>()).add(each);
            }
        }
        return free;
    }

    private static AccountKey account(Question question, HeldCoupons.Held coupon) {
        return Accounts.coupon(coupon.campaignId(), coupon.couponId(), question.customerId());
    }

    /** Of each offer that could be had here, the coupon that would be used: the first to end of those that may be. */
    private static List<PinnedPrice.Coupon> coupons(
            Question question, Map<String, List<HeldCoupons.Held>> free, List<LiveOffer> found) {
        List<PinnedPrice.Coupon> coupons = new ArrayList<>();
        for (LiveOffer live : found) {
            Offer offer = live.offer();
            if (offer.byCoupon()) {
                List<HeldCoupons.Held> of = free.getOrDefault(offer.id(), List.of());
                Optional<HeldCoupons.Held> allowed = of.stream()
                        .filter(each -> question.coupons().allows(each.couponId()))
                        .findFirst();
                allowed.or(() -> of.stream().findFirst())
                        .ifPresent(each -> coupons.add(new PinnedPrice.Coupon(
                                each.couponId(), offer.id(), offer.name(), each.until(), allowed.isPresent())));
            }
        }
        return coupons;
    }

    private List<List<HeldCoupons.Held>> held(List<String> customerIds) {
        Map<String, List<HeldCoupons.Held>> found = coupons.usable(customerIds, clock.instant());
        return customerIds.stream().map(id -> found.getOrDefault(id, List.of())).toList();
    }

    /** Asked only when a condition looks at it. */
    private Customer known(Customer customer) {
        Optional<LocalDate> joinedOn =
                joined.ask(customer.id()).map(instant -> LocalDate.ofInstant(instant, clock.getZone()));
        return new Customer(
                customer.id(),
                joinedOn,
                customer.birthday(),
                customer.tier(),
                customer.tags(),
                customer.lists(),
                customer.coupons());
    }

    private List<Set<String>> onLists(List<String> customerIds) {
        Map<String, Set<String>> found = lists.lists(customerIds);
        return customerIds.stream().map(id -> found.getOrDefault(id, Set.of())).toList();
    }

    private List<Optional<Instant>> joined(List<String> customerIds) {
        Map<String, Instant> found = people.joinedAt(customerIds);
        return customerIds.stream()
                .map(id -> Optional.ofNullable(found.get(id)))
                .toList();
    }

    private static boolean anyReads(List<LiveOffer> candidates, Circumstance circumstance) {
        for (LiveOffer live : candidates) {
            if (live.reads(circumstance)) {
                return true;
            }
        }
        return false;
    }

    private long drawSeed(Question question, Standing standing) {
        String drawnFor = question.orderId()
                .orElseGet(() -> question.customerId()
                        + ' '
                        + question.setting().merchantId().orElse("top-up")
                        + ' '
                        + standing.ordersInWallet());
        return ByteBuffer.wrap(secrets.fingerprint("random discount", drawnFor)).getLong();
    }

    private Map<String, Balance> read(Question question, List<LiveOffer> open) {
        List<String> codes = new ArrayList<>();
        WalletAccounts.purses(question.customerId(), question.currency()).forEach(purse -> codes.add(purse.code()));
        if (!open.isEmpty()) {
            codes.add(Accounts.orders(question.customerId()).code());
            ordersAtMerchant(question).ifPresent(orders -> codes.add(orders.code()));
        }
        for (LiveOffer live : open) {
            Offer offer = live.offer();
            for (SponsorShare share : offer.budget().sponsors()) {
                codes.add(Accounts.budget(offer.campaignId(), share.sponsorId(), question.currency())
                        .code());
            }
            codes.add(Accounts.day(offer.campaignId(), offer.dayOf(question.when()), question.currency())
                    .code());
            codes.add(Accounts.uses(offer.campaignId(), question.customerId()).code());
            atMerchant(question, offer).ifPresent(spent -> codes.add(spent.code()));
            onDevice(question, offer).ifPresent(uses -> codes.add(uses.code()));
        }
        return balances.ask(codes);
    }

    /** One consistent read for all who ask; each finds its own accounts in it. */
    private List<Map<String, Balance>> balances(List<List<String>> asked) {
        List<String> codes = asked.stream().flatMap(List::stream).distinct().toList();
        Map<String, Balance> books = HashMap.newHashMap(codes.size());
        ledger.balances(codes).forEach(balance -> books.put(balance.code(), balance));
        return Collections.nCopies(asked.size(), books);
    }

    private static Standing standing(Question question, List<LiveOffer> open, Map<String, Balance> books) {
        if (open.isEmpty()) {
            return Standing.NONE;
        }
        Map<String, Standing.OfOffer> standings = HashMap.newHashMap(open.size());
        for (LiveOffer live : open) {
            standings.put(live.offer().id(), standing(question, live.offer(), books));
        }
        return new Standing(
                counted(books, Accounts.orders(question.customerId())),
                ordersAtMerchant(question).map(orders -> counted(books, orders)).orElse(0L),
                standings);
    }

    private static Standing.OfOffer standing(Question question, Offer offer, Map<String, Balance> books) {
        Map<String, Long> left = new HashMap<>();
        boolean paused = false;
        for (SponsorShare share : offer.budget().sponsors()) {
            Optional<Balance> budget =
                    balance(books, Accounts.budget(offer.campaignId(), share.sponsorId(), question.currency()));
            paused |= budget.map(PricingBaskets::standsStill).orElse(false);
            left.put(share.sponsorId(), budget.map(Balance::available).orElse(0L));
        }
        AccountKey day = Accounts.day(offer.campaignId(), offer.dayOf(question.when()), question.currency());
        AccountKey uses = Accounts.uses(offer.campaignId(), question.customerId());
        return new Standing.OfOffer(
                paused,
                left,
                counted(books, day),
                atMerchant(question, offer).map(spent -> counted(books, spent)).orElse(0L),
                counted(books, uses),
                onDevice(question, offer).map(used -> counted(books, used)).orElse(0L));
    }

    private static Optional<AccountKey> atMerchant(Question question, Offer offer) {
        return offer.budget().perMerchantMinor().isEmpty()
                ? Optional.empty()
                : question.setting()
                        .merchantId()
                        .map(merchant -> Accounts.atMerchant(offer.campaignId(), merchant, question.currency()));
    }

    private static Optional<AccountKey> onDevice(Question question, Offer offer) {
        return offer.budget().usesPerDevice().isEmpty()
                ? Optional.empty()
                : question.device().map(device -> Accounts.usesOnDevice(offer.campaignId(), device));
    }

    private static boolean standsStill(Balance budget) {
        return budget.closed() || budget.freeze() == Ledger.Freeze.OUT || budget.freeze() == Ledger.Freeze.BOTH;
    }

    private static Optional<AccountKey> ordersAtMerchant(Question question) {
        return question.setting().merchantId().map(merchant -> Accounts.orders(question.customerId(), merchant));
    }

    /** As a bound on the counter sees it. */
    private static long counted(Map<String, Balance> books, AccountKey counter) {
        return balance(books, counter)
                .map(balance -> balance.posted() + balance.reservedIn())
                .orElse(0L);
    }

    private static long available(Map<String, Balance> books, AccountKey account) {
        return balance(books, account).map(Balance::available).orElse(0L);
    }

    private static Optional<Balance> balance(Map<String, Balance> books, AccountKey account) {
        return Optional.ofNullable(books.get(account.code()));
    }
}
