package io.tongbao.offers.internal;

import io.tongbao.audiences.Audiences;
import io.tongbao.connectors.Bank;
import io.tongbao.events.EventLog;
import io.tongbao.identity.Brands;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Entry;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.Leg;
import io.tongbao.ledger.OnceKey;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Refusal;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.CampaignMoney;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.offers.SponsorIds;
import io.tongbao.payments.CustomerLists;
import io.tongbao.platform.Money;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.json.OfferJson;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
    private final OfferBooks books;
    private final ChangingOffers changing;
    private final MeetingOffers meeting;
    private final GivingLimits limits;
    private final Merchants merchants;
    private final Brands brands;
    private final Audiences audiences;
    private final CustomerLists lists;
    private final ObjectProvider<Bank> banks;
    private final Clock clock;
    private final ZoneId zone;
    private final JsonMapper json;

    OpeningOffers(
            Ledger ledger,
            EventLog events,
            OfferStore store,
            LiveSet live,
            OfferBooks books,
            ChangingOffers changing,
            MeetingOffers meeting,
            GivingLimits limits,
            Merchants merchants,
            Brands brands,
            Audiences audiences,
            CustomerLists lists,
            ObjectProvider<Bank> banks,
            Clock clock,
            @Value("${tongbao.zone}") ZoneId zone,
            JsonMapper json) {
        this.ledger = ledger;
        this.events = events;
        this.store = store;
        this.live = live;
        this.books = books;
        this.changing = changing;
        this.meeting = meeting;
        this.limits = limits;
        this.merchants = merchants;
        this.brands = brands;
        this.audiences = audiences;
        this.lists = lists;
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
    public Optional<Money> aboveAlone(NewOffer offer, Asker asker) {
        if (!(checked(offer, asker.id(), false) instanceof CheckingOffers.Right(KeptOffer kept))) {
            return Optional.empty();
        }
        Money alone = limits.alone(kept.currency());
        boolean above = kept.terms().budget().totalMinor() > alone.minor()
                && store.findByRequest(request(onceKey(offer, asker))).isEmpty();
        return above ? Optional.of(alone) : Optional.empty();
    }

    @Override
    public VersionResult openCampaign(List<NewOffer> offers, Approval approval) {
        return switch (checked(offers, approval.by())) {
            case Together.Wrong wrong -> new VersionResult.Invalid(wrong.fields());
            case Together.Right right -> opened(right.kept(), approval);
        };
    }

    private VersionResult opened(List<KeptOffer> checked, Approval approval) {
        List<KeptOffer> kept = IntStream.range(0, checked.size())
                .mapToObj(place -> checked.get(place).ofCampaign(approval.campaignId(), place))
                .toList();
        return switch (funded(kept, Optional.empty(), approval.beside())) {
            case PostResult.Posted _ -> {
                live.refresh();
                yield new VersionResult.InEffect();
            }
            case PostResult.Repeated _ ->
                throw new IllegalStateException("A campaign opens without a key: " + approval.campaignId());
            case PostResult.Busy busy -> new VersionResult.Busy(busy.why());
            case PostResult.Refused refused ->
                switch (refused(refused.refusal())) {
                    case OpenResult.SponsorBlocked blocked -> new VersionResult.SponsorBlocked(blocked.account());
                    case OpenResult.SponsorShort isShort -> new VersionResult.SponsorShort(isShort.account());
                    case OpenResult.Invalid invalid ->
                        new VersionResult.Invalid(CampaignOffers.at(0, invalid.fields()));
                    case OpenResult.Open _, OpenResult.KeyReused _, OpenResult.Busy _ ->
                        throw new IllegalStateException("No answer to a refusal: " + refused.refusal());
                };
        };
    }

    @Override
    public VersionResult revise(List<NewOffer> offers, Approval approval) {
        return switch (checked(offers, approval.by())) {
            case Together.Wrong wrong -> new VersionResult.Invalid(wrong.fields());
            case Together.Right right -> changing.revise(right.kept(), approval);
        };
    }

    @Override
    public Checking check(List<NewOffer> offers, String campaignId) {
        return switch (checked(offers, "")) {
            case Together.Wrong wrong -> new Checking.Wrong(wrong.fields());
            case Together.Right right -> {
                List<FieldProblem> wrong =
                        CampaignOffers.wrong(store.findByCampaign(campaignId), right.kept(), clock.instant());
                yield wrong.isEmpty()
                        ? new Checking.Right(IntStream.range(0, offers.size())
                                .mapToObj(place ->
                                        normal(offers.get(place), right.kept().get(place)))
                                .toList())
                        : new Checking.Wrong(wrong);
            }
        };
    }

    private sealed interface Together {
        record Right(List<KeptOffer> kept) implements Together {}

        record Wrong(List<FieldProblem> fields) implements Together {}
    }

    /** The offers of one campaign, each by itself and then beside each other. */
    private Together checked(List<NewOffer> offers, String openedBy) {
        List<KeptOffer> kept = new ArrayList<>();
        List<FieldProblem> wrong = new ArrayList<>();
        for (int place = 0; place < offers.size(); place++) {
            switch (checked(offers.get(place), openedBy, false)) {
                case CheckingOffers.Wrong fields -> wrong.addAll(CampaignOffers.at(place, fields.fields()));
                case CheckingOffers.Right right -> kept.add(right.kept());
            }
        }
        if (wrong.isEmpty()) {
            wrong.addAll(CampaignOffers.differing(kept));
        }
        return wrong.isEmpty() ? new Together.Right(kept) : new Together.Wrong(wrong);
    }

    private static NewOffer normal(NewOffer asked, KeptOffer kept) {
        Offer terms = kept.terms();
        NewOffer.Budget budget = Objects.requireNonNull(asked.budget());
        return new NewOffer(
                terms.name(),
                terms.currency(),
                OfferJson.part(terms.benefit()),
                OfferJson.part(terms.condition()),
                new ArrayList<@Nullable String>(new TreeSet<>(terms.merchantIds())),
                terms.schedule().start().toString(),
                terms.schedule().end().toString(),
                terms.zone().getId(),
                new NewOffer.Budget(
                        budget.total(),
                        budget.perDay(),
                        budget.perMerchant(),
                        terms.budget().edge().name().toLowerCase(Locale.ROOT)),
                asked.usesPerCustomer(),
                asked.usesPerDevice(),
                terms.combining().group().isPresent(),
                asked.holdoutPercent(),
                asked.sponsors(),
                kept.coupon().map(NewOffer.Coupon::of).orElse(null));
    }

    @Override
    public Map<String, CampaignStanding> campaigns(Collection<String> campaignIds) {
        Instant now = clock.instant();
        Map<String, CampaignStanding> standings = new HashMap<>();
        store.findByCampaigns(campaignIds)
                .forEach((campaignId, kept) -> standings.put(campaignId, CampaignOffers.standing(kept, now)));
        return standings;
    }

    @Override
    public Set<String> openTo(String customerId, Collection<String> campaignIds) {
        List<KeptOffer> kept = store.findByCampaigns(campaignIds).values().stream()
                .flatMap(List::stream)
                .toList();
        boolean anyByList = kept.stream()
                .anyMatch(offer -> !offer.terms().condition().listsAsked().isEmpty());
        Set<String> on = anyByList ? lists.listsOf(customerId) : Set.of();
        return kept.stream()
                .filter(offer -> !offer.terms().condition().keepsOut(on))
                .map(KeptOffer::campaignId)
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, SponsorFigures> borne(String sponsorId, Collection<String> campaignIds) {
        Map<String, SponsorFigures> borne = new HashMap<>();
        store.findByCampaigns(campaignIds).values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(KeptOffer::currency))
                .forEach((currency, kept) -> books.borne(
                                sponsorId,
                                currency,
                                kept.stream()
                                        .map(offer -> offer.terms().campaignId())
                                        .toList())
                        .forEach((moneyId, figures) ->
                                borne.merge(CampaignMoney.campaignOf(moneyId), figures, SponsorFigures::plus)));
        return borne;
    }

    @Override
    public Meetings meetings(List<NewOffer> offers, String campaignId) {
        return switch (checked(offers, "")) {
            case Together.Wrong _ -> new Meetings(List.of(), 0);
            case Together.Right right -> meeting.meetings(right.kept(), campaignId);
        };
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
    public ChangeResult pause(String offerId, String by, String why) {
        return changing.pause(offerId, by, why);
    }

    @Override
    public ChangeResult resume(String offerId, String by, String why) {
        return changing.resume(offerId, by, why);
    }

    @Override
    public ChangeResult end(String offerId, String by, String why) {
        return changing.end(offerId, by, why);
    }

    /** What a merchant opens for itself: refused where the judge finds something wrong, unless this key has opened it before. */
    OpenResult openOwn(
            NewOffer offer,
            Asker asker,
            Function<KeptOffer, List<FieldProblem>> judge,
            Function<KeptOffer, Beside> beside) {
        OnceKey onceKey = onceKey(offer, asker);
        return switch (checked(offer, asker.id(), false)) {
            case CheckingOffers.Wrong wrong -> repeatedOrWrong(onceKey, wrong.fields());
            case CheckingOffers.Right(KeptOffer kept) -> {
                List<FieldProblem> wrong = judge.apply(kept);
                yield wrong.isEmpty()
                        ? post(kept, Optional.of(onceKey), beside.apply(kept))
                        : repeatedOrWrong(onceKey, wrong);
            }
        };
    }

    /** A later version of what a merchant has opened for itself: refused where the judge finds something wrong. */
    VersionResult reviseOwn(NewOffer offer, Approval approval, Function<KeptOffer, List<FieldProblem>> judge) {
        return switch (checked(offer, approval.by(), false)) {
            case CheckingOffers.Wrong wrong -> new VersionResult.Invalid(wrong.fields());
            case CheckingOffers.Right(KeptOffer kept) -> {
                List<FieldProblem> wrong = judge.apply(kept);
                if (!wrong.isEmpty()) {
                    yield new VersionResult.Invalid(wrong);
                }
                VersionResult result = changing.revise(List.of(kept), approval);
                yield result instanceof VersionResult.Invalid(List<FieldProblem> fields)
                        ? new VersionResult.Invalid(CampaignOffers.alone(fields))
                        : result;
            }
        };
    }

    private OpenResult open(NewOffer offer, Asker asker, boolean forHistory) {
        OnceKey onceKey = onceKey(offer, asker);
        return switch (checked(offer, asker.id(), forHistory)) {
            case CheckingOffers.Wrong wrong -> repeatedOrWrong(onceKey, wrong.fields());
            case CheckingOffers.Right right -> {
                List<FieldProblem> unasked = forHistory ? List.of() : askedAmong(right.kept());
                yield unasked.isEmpty()
                        ? post(right.kept(), Optional.of(onceKey), Beside.NOTHING)
                        : new OpenResult.Invalid(unasked);
            }
        };
    }

    /** Brands and merchants are asked before money is set aside in their name, which only a campaign does. */
    private static List<FieldProblem> askedAmong(KeptOffer kept) {
        return IntStream.range(0, kept.sponsors().size())
                .filter(place -> SponsorIds.isAsked(kept.sponsors().get(place).sponsorId()))
                .mapToObj(place -> new FieldProblem(
                        "sponsors[" + place + "].sponsorId", "needs-campaign", "accepts its share in a campaign"))
                .toList();
    }

    private OnceKey onceKey(NewOffer offer, Asker asker) {
        return OnceKey.of(true, json.writeValueAsString(offer), asker.id(), "offers.open", asker.idempotencyKey());
    }

    CheckingOffers.Checked checked(NewOffer offer, String openedBy, boolean forHistory) {
        List<String> wanted = new ArrayList<>();
        if (offer.merchantIds() != null) {
            offer.merchantIds().stream()
                    .filter(Objects::nonNull)
                    .limit(CheckingOffers.MAX_MERCHANTS)
                    .forEach(wanted::add);
        }
        List<String> sponsorIds = CheckingOffers.sponsorIds(offer);
        sponsorIds.stream().flatMap(id -> SponsorIds.merchantIn(id).stream()).forEach(wanted::add);
        Set<String> brandIds = brands.names(sponsorIds.stream()
                        .flatMap(id -> SponsorIds.brandIn(id).stream())
                        .toList())
                .keySet();
        Set<String> bankCodes = banks.stream().map(Bank::code).collect(Collectors.toUnmodifiableSet());
        Function<Currency, OptionalLong> prizes = forHistory ? _ -> OptionalLong.empty() : limits::largestPrize;
        return new CheckingOffers(
                        offer,
                        merchants.find(wanted),
                        brandIds,
                        bankCodes,
                        ids -> audiences.names(ids).keySet(),
                        clock.instant(),
                        zone,
                        forHistory,
                        prizes)
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

    private OpenResult post(KeptOffer kept, Optional<OnceKey> onceKey, Beside beside) {
        return switch (funded(List.of(kept), onceKey, beside)) {
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

    /** One entry for all of them, with their rows; the caller's stand beside the first one's. */
    private PostResult funded(List<KeptOffer> offers, Optional<OnceKey> onceKey, Beside beside) {
        List<Leg> legs = new ArrayList<>();
        List<Companion<?>> rows = new ArrayList<>();
        for (KeptOffer kept : offers) {
            legs.addAll(Revision.funding(kept));
            rows.add(store.companion(new OfferStore.NewVersion(
                    kept,
                    kept.openedBy(),
                    kept.openedAt(),
                    onceKey.map(OpeningOffers::request),
                    rows.isEmpty() ? beside : Beside.NOTHING)));
        }
        for (KeptOffer kept : offers) {
            rows.add(events.companion(kept.changed("opened")));
        }
        return ledger.post(Entry.post("campaign_funding", legs)
                .once(onceKey.stream().toList())
                .beside(rows));
    }

    private static OpenResult refused(Refusal refusal) {
        return switch (refusal) {
            case Refusal.KeyReused _ -> new OpenResult.KeyReused();
            case Refusal.Frozen frozen -> new OpenResult.SponsorBlocked(frozen.account());
            case Refusal.Closed closed -> new OpenResult.SponsorBlocked(closed.account());
            case Refusal.Overflow _ ->
                new OpenResult.Invalid(List.of(
                        new FieldProblem("budget.total", "too-large", "is more than the sponsor's account can hold")));
            case Refusal.Insufficient insufficient -> new OpenResult.SponsorShort(insufficient.account());
            case Refusal.AboveMaximum _,
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
