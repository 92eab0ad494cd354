package io.tongbao.offers.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.offers.Offers;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.Money;
import io.tongbao.promotions.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the books say of offers: one read for all of a page. */
@Component
class OfferBooks {
    private final Ledger ledger;
    private final UseStore uses;

    OfferBooks(Ledger ledger, UseStore uses) {
        this.ledger = ledger;
        this.uses = uses;
    }

    /** @param leftMinor of the budget; nothing once the offer has ended */
    record Figures(long spentMinor, long leftMinor, long spentTodayMinor, long uses, Coupons coupons) {}

    /** @param claimed had by customers, whatever became of them */
    record Coupons(long left, long claimed, long used, long expired) {}

    /** By offer id. */
    Map<String, Figures> figures(Collection<KeptOffer> offers, Instant now) {
        Map<String, Long> posted = balances(offers, now);
        Map<String, UseStore.Total> totals =
                uses.totals(offers.stream().map(KeptOffer::id).toList());
        Map<String, Figures> figures = new HashMap<>();
        for (KeptOffer offer : offers) {
            UseStore.Total total = totals.getOrDefault(offer.id(), UseStore.Total.NONE);
            long left = left(offer, posted);
            // After the end the budget is with the sponsors again, so what was spent is read off the uses.
            long spent = offer.state() == OfferState.ENDED
                    ? total.spentMinor()
                    : offer.terms().budget().totalMinor() - left;
            long today = posted.getOrDefault(day(offer, now).code(), 0L);
            figures.put(offer.id(), new Figures(spent, left, today, total.uses(), coupons(offer, posted)));
        }
        return figures;
    }

    /** What running offers have spent, by id: of their budgets alone, without going through their uses. */
    Map<String, Long> spent(Collection<KeptOffer> running) {
        Map<String, Long> posted = posted(running.stream()
                .flatMap(offer -> offer.sponsors().stream()
                        .map(sponsor -> budget(offer, sponsor).code()))
                .toList());
        Map<String, Long> spent = new HashMap<>();
        for (KeptOffer offer : running) {
            spent.put(offer.id(), offer.terms().budget().totalMinor() - left(offer, posted));
        }
        return spent;
    }

    private static long left(KeptOffer offer, Map<String, Long> posted) {
        return offer.sponsors().stream()
                .mapToLong(sponsor -> posted.getOrDefault(budget(offer, sponsor).code(), 0L))
                .sum();
    }

    private static Coupons coupons(KeptOffer offer, Map<String, Long> posted) {
        String campaignId = offer.terms().campaignId();
        long left = posted.getOrDefault(Accounts.couponStock(campaignId).code(), 0L);
        return new Coupons(
                left,
                posted.getOrDefault(Accounts.couponsClaimed(campaignId).code(), 0L),
                posted.getOrDefault(Accounts.couponsUsed(campaignId).code(), 0L),
                posted.getOrDefault(Accounts.couponsExpired(campaignId).code(), 0L));
    }

    private Map<String, Long> balances(Collection<KeptOffer> offers, Instant now) {
        List<String> codes = new ArrayList<>();
        for (KeptOffer offer : offers) {
            offer.sponsors().forEach(sponsor -> codes.add(budget(offer, sponsor).code()));
            codes.add(day(offer, now).code());
            if (offer.coupon().isPresent()) {
                String campaignId = offer.terms().campaignId();
                codes.add(Accounts.couponStock(campaignId).code());
                codes.add(Accounts.couponsClaimed(campaignId).code());
                codes.add(Accounts.couponsUsed(campaignId).code());
                codes.add(Accounts.couponsExpired(campaignId).code());
            }
        }
        return posted(codes);
    }

    private Map<String, Long> posted(List<String> codes) {
        Map<String, Long> posted = HashMap.newHashMap(codes.size());
        if (!codes.isEmpty()) {
            ledger.balances(codes).forEach(balance -> posted.put(balance.code(), balance.posted()));
        }
        return posted;
    }

    /** By where an offer's money lies; of those that the sponsor does not bear nothing. */
    Map<String, Offers.SponsorFigures> borne(String sponsorId, Currency currency, Collection<String> moneyIds) {
        Map<String, String> campaigns = moneyIds.stream()
                .collect(Collectors.toMap(
                        id -> Accounts.budget(id, sponsorId, currency).code(), id -> id));
        Map<String, Offers.SponsorFigures> borne = new HashMap<>();
        // A campaign's part comes from one of the two, and goes back there.
        Stream.of(Accounts.sponsor(sponsorId, currency), Accounts.deposit(sponsorId, currency))
                .flatMap(home -> ledger.exchanges(home.code(), List.copyOf(campaigns.keySet())).stream())
                .forEach(budget -> borne.put(
                        Objects.requireNonNull(campaigns.get(budget.code())),
                        new Offers.SponsorFigures(
                                new Money(budget.gave(), currency),
                                new Money(budget.gave() - budget.got() - budget.otherPosted(), currency),
                                new Money(budget.got(), currency),
                                new Money(budget.otherPosted(), currency))));
        return borne;
    }

    /** Of these offers those from which the customer may still have something, with how often the customer used them. */
    Map<String, Long> openTo(String customerId, Collection<Offer> offers) {
        List<String> codes = new ArrayList<>();
        for (Offer offer : offers) {
            offer.budget()
                    .sponsors()
                    .forEach(share -> codes.add(budget(offer, share.sponsorId()).code()));
            codes.add(Accounts.uses(offer.campaignId(), customerId).code());
        }
        Map<String, Balance> balances = new HashMap<>();
        if (!codes.isEmpty()) {
            ledger.balances(codes).forEach(balance -> balances.put(balance.code(), balance));
        }
        Map<String, Long> open = new HashMap<>();
        for (Offer offer : offers) {
            boolean gives = offer.budget().sponsors().stream()
                    .map(share -> balances.get(budget(offer, share.sponsorId()).code()))
                    .allMatch(OfferBooks::gives);
            Balance used =
                    balances.get(Accounts.uses(offer.campaignId(), customerId).code());
            long uses = used == null ? 0 : used.posted();
            if (gives && uses < offer.budget().usesPerCustomer().orElse(Long.MAX_VALUE)) {
                open.put(offer.id(), uses);
            }
        }
        return open;
    }

    private static boolean gives(@Nullable Balance budget) {
        return budget != null && budget.available() > 0 && budget.freeze() == Ledger.Freeze.NONE && !budget.closed();
    }

    /** How many orders the customer has paid at any merchant. */
    long ordersOf(String customerId) {
        return ledger.balance(Accounts.orders(customerId).code())
                .map(Balance::posted)
                .orElse(0L);
    }

    private static AccountKey budget(KeptOffer offer, KeptOffer.KeptSponsor sponsor) {
        return budget(offer.terms(), sponsor.sponsorId());
    }

    private static AccountKey budget(Offer offer, String sponsorId) {
        return Accounts.budget(offer.campaignId(), sponsorId, Currency.of(offer.currency()));
    }

    private static AccountKey day(KeptOffer offer, Instant now) {
        return Accounts.day(offer.terms().campaignId(), offer.terms().dayOf(now), offer.currency());
    }
}
