package io.tongbao.benefits.internal;

import io.tongbao.benefits.BenefitGiven;
import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Bound;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.TypeIds;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Gives customers codes. One entry takes a code from the stock, counts it out of its lot, against the customer's limit and to what the supplier is owed,
 * with the given code's row and its event beside it. Which code it is the count says: the number that the entry left on the lot's account. So no two
 * have the same, under any rush, and no row is waited for.
 */
@Component
class GivingBenefits {
    static final String PREFIX = "bgc";

    private static final String LOT = "lot";
    private static final String CLAIMS = "claims";

    /** Each further try means that others took what was left of a lot. */
    private static final int TRIES = 100;

    private final Ledger ledger;
    private final EventLog events;
    private final BenefitStore benefits;
    private final BenefitCodeStore codes;
    private final StockTurns turns;
    private final Clock clock;

    GivingBenefits(
            Ledger ledger,
            EventLog events,
            BenefitStore benefits,
            BenefitCodeStore codes,
            StockTurns turns,
            Clock clock) {
        this.ledger = ledger;
        this.events = events;
        this.benefits = benefits;
        this.codes = codes;
        this.turns = turns;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Got(GivenCode given) implements Outcome {}

        record NoSuchBenefit() implements Outcome {}

        record NotYet(Instant from) implements Outcome {}

        record Over(Instant until) implements Outcome {}

        record Paused() implements Outcome {}

        record Gone() implements Outcome {}

        record LimitReached(long perCustomer) implements Outcome {}

        record KeyReused() implements Outcome {}

        record Busy() implements Outcome {}
    }

    /** A customer takes one from the claim centre. */
    Outcome claim(String benefitId, String customerId, OnceKey key) {
        Optional<Benefit> found = benefits.find(benefitId);
        if (found.isEmpty() || !found.get().terms().listed()) {
            return before(key, new Outcome.NoSuchBenefit());
        }
        Benefit.Terms terms = found.get().terms();
        Instant now = clock.instant();
        if (terms.paused()) {
            return before(key, new Outcome.Paused());
        }
        if (now.isBefore(terms.claimFrom())) {
            return before(key, new Outcome.NotYet(terms.claimFrom()));
        }
        if (!now.isBefore(terms.claimUntil())) {
            return before(key, new Outcome.Over(terms.claimUntil()));
        }
        return give(found.get(), customerId, GivenCode.How.CLAIMED, key);
    }

    /** The house gives one: neither the time for claiming nor the customer's own limit holds. */
    Outcome grant(String benefitId, String customerId, OnceKey key) {
        Optional<Benefit> found = benefits.find(benefitId);
        if (found.isEmpty()) {
            return new Outcome.NoSuchBenefit();
        }
        return found.get().terms().paused()
                ? before(key, new Outcome.Paused())
                : give(found.get(), customerId, GivenCode.How.GRANTED, key);
    }

    private Outcome give(Benefit benefit, String customerId, GivenCode.How how, OnceKey key) {
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<Filled> lot = soonestEnding(benefit.id());
            if (lot.isEmpty()) {
                return before(key, new Outcome.Gone());
            }
            String id = TypeIds.next(PREFIX);
            PostResult result = ledger.post(Entry.post("benefit_give", legs(benefit, lot.get(), customerId, how))
                    .once(List.of(key))
                    .beside(List.of(
                            codes.given(id, key, benefit.id(), lot.get().lot(), customerId, how),
                            turns.companion(benefit),
                            events.companion(given(id, benefit, customerId, how)))));
            Optional<Outcome> outcome = outcome(result, benefit, key);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new Outcome.Busy();
    }

    /** Empty if others were faster and the next lot is to be tried. */
    private Optional<Outcome> outcome(PostResult result, Benefit benefit, OnceKey key) {
        return switch (result) {
            case PostResult.Posted posted -> Optional.of(got(posted.entryId()));
            case PostResult.Repeated repeated -> Optional.of(got(repeated.entryId()));
            case PostResult.Busy _ -> Optional.of(new Outcome.Busy());
            case PostResult.Refused(Refusal.Insufficient _) -> Optional.of(before(key, new Outcome.Gone()));
            case PostResult.Refused(Refusal.KeyReused _) -> Optional.of(new Outcome.KeyReused());
            case PostResult.Refused(Refusal.BoundBroken broken) ->
                broken.bound().equals(LOT)
                        ? Optional.empty()
                        : Optional.of(new Outcome.LimitReached(benefit.terms().perCustomer()));
            case PostResult.Refused refused ->
                throw new IllegalStateException("The books refused a benefit that should fit: " + refused.refusal());
        };
    }

    private Outcome got(long entryId) {
        return new Outcome.Got(codes.ofEntry(entryId).orElseThrow());
    }

    /** Whoever asks again what was given is told so, though nothing is left by now. */
    private Outcome before(OnceKey key, Outcome otherwise) {
        return codes.ofRequest(key).<Outcome>map(Outcome.Got::new).orElse(otherwise);
    }

    /** @param codes that ever came to the lot; more may have come since, fewer never */
    private record Filled(Lot lot, long codes) {}

    private Optional<Filled> soonestEnding(String benefitId) {
        List<Lot> lots = codes.lots(
                benefitId, LocalDate.ofInstant(clock.instant(), clock.getZone()).toString());
        if (lots.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> books = ledger
                .balances(lots.stream()
                        .flatMap(lot -> Stream.of(
                                BenefitAccounts.filled(benefitId, lot).code(),
                                BenefitAccounts.taken(benefitId, lot).code()))
                        .toList())
                .stream()
                .collect(Collectors.toMap(Balance::code, Balance::posted));
        return lots.stream()
                .map(lot -> new Filled(
                        lot,
                        books.getOrDefault(
                                BenefitAccounts.filled(benefitId, lot).code(), 0L)))
                .filter(lot -> lot.codes()
                        > books.getOrDefault(
                                BenefitAccounts.taken(benefitId, lot.lot()).code(), 0L))
                .findFirst();
    }

    private static List<Leg> legs(Benefit benefit, Filled lot, String customerId, GivenCode.How how) {
        AccountKey taken = BenefitAccounts.taken(benefit.id(), lot.lot());
        AccountKey claims = BenefitAccounts.claims(benefit.id(), customerId);
        Bound[] limit = how == GivenCode.How.CLAIMED
                ? new Bound[] {
                    new Bound(
                            CLAIMS,
                            claims,
                            Bound.When.AFTER,
                            Bound.Comparison.AT_MOST,
                            benefit.terms().perCustomer())
                }
                : new Bound[0];
        List<Leg> legs = new ArrayList<>();
        legs.add(Leg.of(BenefitAccounts.stock(benefit.id()), BenefitAccounts.given(benefit.id()), 1));
        legs.add(Leg.of(
                BenefitAccounts.places(benefit.id()),
                taken,
                1,
                new Bound(LOT, taken, Bound.When.AFTER, Bound.Comparison.AT_MOST, lot.codes())));
        legs.add(Leg.of(Accounts.usesIssued(), claims, 1, limit));
        if (benefit.cost().minor() > 0) {
            legs.add(Leg.of(
                    BenefitAccounts.cost(benefit.id(), benefit.currency()),
                    BenefitAccounts.payable(benefit.supplierId(), benefit.currency()),
                    benefit.cost().minor()));
        }
        return legs;
    }

    private static Event given(String id, Benefit benefit, String customerId, GivenCode.How how) {
        return new Event(BenefitGiven.TYPE, customerId, new BenefitGiven(id, benefit.id(), customerId, how.code()));
    }
}
