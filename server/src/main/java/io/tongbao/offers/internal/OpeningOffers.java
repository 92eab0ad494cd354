package io.tongbao.offers.internal;

import io.tongbao.connectors.Bank;
import io.tongbao.events.Event;
import io.tongbao.events.EventLog;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.OfferChanged;
import io.tongbao.offers.Offers;
import io.tongbao.payments.Accounts;
import io.tongbao.platform.ProblemException.FieldProblem;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts offers live: one entry moves each sponsor's share of the budget from the sponsor's account to the campaign's, and
 * the campaign, the offer, its first version and the event are written beside it. So no offer is without its money.
 */
@Component
class OpeningOffers implements Offers {
    private final Ledger ledger;
    private final EventLog events;
    private final OfferStore store;
    private final LiveSet live;
    private final ChangingOffers changing;
    private final Merchants merchants;
    private final ObjectProvider<Bank> banks;
    private final Clock clock;
    private final ZoneId zone;
    private final JsonMapper json;

    OpeningOffers(
            Ledger ledger,
            EventLog events,
            OfferStore store,
            LiveSet live,
            ChangingOffers changing,
            Merchants merchants,
            ObjectProvider<Bank> banks,
            Clock clock,
            @Value("${tongbao.zone}") ZoneId zone,
            JsonMapper json) {
        this.ledger = ledger;
        this.events = events;
        this.store = store;
        this.live = live;
        this.changing = changing;
        this.merchants = merchants;
        this.banks = banks;
        this.clock = clock;
        this.zone = zone;
        this.json = json;
    }

    @Override
    public OpenResult open(NewOffer offer, Asker asker) {
        return open(offer, asker, false);
    }

    @Override
    public OpenResult openForHistory(NewOffer offer, Asker asker) {
        return open(offer, asker, true);
    }

    @Override
    public List<FieldProblem> wrongForHistory(NewOffer offer) {
        return switch (checked(offer, "", true)) {
            case CheckingOffers.Wrong wrong -> wrong.fields();
            case CheckingOffers.Right _ -> List.of();
        };
    }

    @Override
    public ChangeResult pause(String offerId, String by) {
        return changing.pause(offerId, by);
    }

    @Override
    public ChangeResult resume(String offerId, String by) {
        return changing.resume(offerId, by);
    }

    @Override
    public ChangeResult end(String offerId, String by) {
        return changing.end(offerId, by);
    }

    private OpenResult open(NewOffer offer, Asker asker, boolean forHistory) {
        OnceKey onceKey =
                OnceKey.of(true, json.writeValueAsString(offer), asker.id(), "offers.open", asker.idempotencyKey());
        return switch (checked(offer, asker.id(), forHistory)) {
            case CheckingOffers.Wrong wrong -> repeatedOrWrong(onceKey, wrong.fields());
            case CheckingOffers.Right right -> post(right.kept(), onceKey);
        };
    }

    CheckingOffers.Checked checked(NewOffer offer, String openedBy, boolean forHistory) {
        List<String> wanted = new ArrayList<>();
        if (offer.merchantIds() != null) {
            offer.merchantIds().stream()
                    .filter(Objects::nonNull)
                    .limit(CheckingOffers.MAX_MERCHANTS)
                    .forEach(wanted::add);
        }
        wanted.addAll(CheckingOffers.merchantsAmongSponsors(offer));
        Set<String> bankCodes = banks.stream().map(Bank::code).collect(Collectors.toUnmodifiableSet());
        return new CheckingOffers(offer, merchants.find(wanted), bankCodes, clock.instant(), zone, forHistory)
                .check(openedBy);
    }

    /**
     * A request that was right when it was first sent may be wrong by now (its end has passed): under the same key and with
     * the same body the first answer holds.
     */
    private OpenResult repeatedOrWrong(OnceKey onceKey, List<FieldProblem> fields) {
        return store.findByRequest(request(onceKey))
                .<OpenResult>map(known -> new OpenResult.Open(known.id()))
                .orElseGet(() -> new OpenResult.Invalid(fields));
    }

    private static String request(OnceKey onceKey) {
        return onceKey.key() + "/" + onceKey.content();
    }

    private OpenResult post(KeptOffer kept, OnceKey onceKey) {
        Currency currency = kept.currency();
        String campaignId = kept.terms().campaignId();
        List<Leg> legs = new ArrayList<>();
        for (KeptOffer.KeptSponsor sponsor : kept.sponsors()) {
            if (sponsor.setAsideMinor() > 0) {
                legs.add(Leg.of(
                        Accounts.sponsor(sponsor.sponsorId(), currency),
                        Accounts.budget(campaignId, sponsor.sponsorId(), currency),
                        sponsor.setAsideMinor()));
            }
        }
        kept.coupon()
                .ifPresent(coupon ->
                        legs.add(Leg.of(Accounts.couponsIssued(), Accounts.couponStock(campaignId), coupon.stock())));
        Event event = new Event(
                OfferChanged.TYPE,
                kept.id(),
                new OfferChanged(kept.id(), campaignId, kept.terms().version(), "opened"));
        PostResult result = ledger.post(Entry.post("campaign_funding", legs)
                .once(List.of(onceKey))
                .beside(List.of(store.companion(kept, request(onceKey)), events.companion(event))));
        return switch (result) {
            case PostResult.Posted _ -> {
                live.refresh();
                yield new OpenResult.Open(kept.id());
            }
            case PostResult.Repeated repeated ->
                new OpenResult.Open(
                        store.findByFunding(repeated.entryId()).orElseThrow().id());
            case PostResult.Refused refused -> refused(refused.refusal());
            case PostResult.Busy busy -> new OpenResult.Busy(busy.why());
        };
    }

    private static OpenResult refused(Refusal refusal) {
        return switch (refusal) {
            case Refusal.KeyReused _ -> new OpenResult.KeyReused();
            case Refusal.Frozen frozen -> new OpenResult.SponsorBlocked(frozen.account());
            case Refusal.Closed closed -> new OpenResult.SponsorBlocked(closed.account());
            case Refusal.Overflow _ ->
                new OpenResult.Invalid(List.of(
                        new FieldProblem("budget.total", "too-large", "is more than the sponsor's account can hold")));
            case Refusal.Insufficient _,
                    Refusal.AboveMaximum _,
                    Refusal.BoundBroken _,
                    Refusal.WrongAsset _,
                    Refusal.ReservationOver _,
                    Refusal.MoreThanLeft _,
                    Refusal.NoSuchEntry _,
                    Refusal.PeriodClosed _,
                    Refusal.Rejected _ -> throw new IllegalStateException("A campaign could not be funded: " + refusal);
        };
    }
}
