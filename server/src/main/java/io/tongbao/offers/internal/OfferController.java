package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.Principal;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.offers.internal.OfferViews.LiveOfferView;
import io.tongbao.offers.internal.OfferViews.OfferView;
import io.tongbao.offers.internal.OfferViews.TrialView;
import io.tongbao.payments.Channel;
import io.tongbao.payments.CustomerLists;
import io.tongbao.payments.SourceKind;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.ProblemType;
import io.tongbao.promotions.Amounts;
import io.tongbao.promotions.BasketLine;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.LiveOffer;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.OrderScope;
import io.tongbao.promotions.Setting;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Offers for staff, and what is on for a customer. */
@RestController
@Tag(name = "offers")
class OfferController {
    private static final Set<String> STATES = Set.of("scheduled", "live", "paused", "ended");
    private static final int CHUNK = 200;

    private final Offers offers;
    private final OfferStore store;
    private final OfferBooks books;
    private final ShownOffers shown;
    private final LiveSet live;
    private final TryingOffers trying;
    private final Merchants merchants;
    private final CustomerLists lists;
    private final Clock clock;
    private final AuditNotes audit;

    OfferController(
            Offers offers,
            OfferStore store,
            OfferBooks books,
            ShownOffers shown,
            LiveSet live,
            TryingOffers trying,
            Merchants merchants,
            CustomerLists lists,
            Clock clock,
            AuditNotes audit) {
        this.audit = audit;
        this.offers = offers;
        this.store = store;
        this.books = books;
        this.shown = shown;
        this.live = live;
        this.trying = trying;
        this.merchants = merchants;
        this.lists = lists;
        this.clock = clock;
    }

    @PostMapping("/offers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "openOffer", summary = "Sets a budget aside from the sponsors and puts the offer live")
    OfferView open(@RequestBody NewOffer offer, Principal principal, IdempotencyKey key) {
        Offers.Asker asker = new Offers.Asker(principal.id(), key.value());
        offers.aboveAlone(offer, asker).ifPresent(alone -> {
            throw new ProblemException(
                    ProblemType.NEEDS_APPROVAL,
                    "An offer with so large a budget is planned as a campaign, which another person approves.",
                    Map.of("alone", alone));
        });
        return switch (offers.open(offer, asker)) {
            case Offers.OpenResult.Open open -> {
                audit.concerns(open.offerId());
                yield view(open.offerId());
            }
            case Offers.OpenResult.Invalid invalid -> throw ProblemException.ofFields(invalid.fields());
            case Offers.OpenResult.KeyReused _ ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key came with another offer before.");
            case Offers.OpenResult.SponsorBlocked _ ->
                throw new ProblemException(ProblemType.ACCOUNT_FROZEN, "The account of a sponsor is frozen or closed.");
            case Offers.OpenResult.SponsorShort _ ->
                throw new ProblemException(
                        ProblemType.SPONSOR_SHORT, "A sponsor has paid in less than its share of the budget.");
            case Offers.OpenResult.Busy busy -> throw new ProblemException(ProblemType.BUSY, busy.why());
        };
    }

    @Schema(name = "OfferTrialRequest")
    record TrialRequest(
            @NotNull(message = "is missing") NewOffer offer,

            @NotNull(message = "is missing") @Size(min = 1, max = 100, message = "must have 1 to 100 lines")
            List<@NotNull(message = "is missing") @Valid TrialLine> lines,

            @Schema(description = "What the basket is paid with; the balance if absent.")
            Optional<@Valid TrialSource> source,

            @Schema(
                    description = "How the payment comes about; qr if absent.",
                    allowableValues = {"qr", "pay_code", "import"})
            Optional<String> channel,

            @Schema(description = "How many days ago the customer joined; 0, the day of the trial, if absent.")
            Optional<
                            @Min(value = 0, message = "must be at least 0")
                            @Max(value = 36_500, message = "must be at most 36500") Integer>
                    joinedDaysAgo) {

        TryingOffers.Payment payment() {
            return new TryingOffers.Payment(
                    source.orElse(TrialSource.BALANCE).source(),
                    channel.map(TrialRequest::channel).orElse(Channel.QR),
                    joinedDaysAgo.orElse(0));
        }

        private static Channel channel(String code) {
            return Arrays.stream(Channel.values())
                    .filter(known -> known.code().equals(code))
                    .findFirst()
                    .orElseThrow(
                            () -> ProblemException.ofField("channel", "unknown", "must be qr, pay_code or import"));
        }
    }

    /** @param issuer the code of the card's bank */
    @Schema(name = "OfferTrialRequestSource")
    record TrialSource(
            @Schema(allowableValues = {"balance", "card"})
            @NotNull(message = "is missing")
            @Pattern(regexp = "balance|card", message = "must be balance or card")
            String kind,

            Optional<@Size(max = 60, message = "must have at most 60 characters") String> issuer,
            Optional<@Size(max = 60, message = "must have at most 60 characters") String> brand) {
        static final TrialSource BALANCE =
                new TrialSource(SourceKind.BALANCE.code(), Optional.empty(), Optional.empty());

        Setting.Source source() {
            return new Setting.Source(kind, issuer, brand);
        }
    }

    /** @param product the merchant's code for it; the same for its category */
    @Schema(name = "OfferTrialRequestLine")
    record TrialLine(
            Optional<@Size(max = 100, message = "must have at most 100 characters") String> product,
            Optional<@Size(max = 100, message = "must have at most 100 characters") String> category,
            @NotNull(message = "is missing") Money unitPrice,

            @Min(value = 1, message = "must be at least 1") @Max(value = 10_000, message = "must be at most 10000")
            int quantity) {}

    @PostMapping("/offer-trials")
    @Operation(
            operationId = "tryOffer",
            summary = "Prices a basket with an offer that is being written; nothing is kept")
    TrialView tryOut(@Valid @RequestBody TrialRequest request) {
        List<BasketLine> lines = new ArrayList<>();
        for (int i = 0; i < request.lines().size(); i++) {
            TrialLine line = request.lines().get(i);
            if (!line.unitPrice().currency().code().equals(request.offer().currency())) {
                throw ProblemException.ofField(
                        "lines[" + i + "].unitPrice.currency", "wrong-currency", "must be the offer's currency");
            }
            lines.add(line(i, line));
        }
        if (lines.stream().mapToLong(BasketLine::amountMinor).reduce(0, OfferController::sum) > Amounts.MAX) {
            throw ProblemException.ofField("lines", "too-large", "must come to less than 2^53");
        }
        return switch (trying.tryOut(request.offer(), lines, request.payment())) {
            case TryingOffers.Outcome.Tried tried -> TrialView.of(tried);
            case TryingOffers.Outcome.Invalid invalid ->
                throw ProblemException.ofFields(invalid.fields().stream()
                        .map(wrong -> new FieldProblem("offer." + wrong.field(), wrong.code(), wrong.message()))
                        .toList());
        };
    }

    private static long sum(long a, long b) {
        return Math.min(a + b, Amounts.MAX + 1);
    }

    private static BasketLine line(int place, TrialLine line) {
        try {
            return new BasketLine(
                    Integer.toString(place),
                    line.product().orElse("product " + place),
                    line.category(),
                    line.unitPrice().minor(),
                    line.quantity());
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField("lines[" + place + "]", "too-large", "must come to less than 2^53");
        }
    }

    @GetMapping("/offers")
    @Operation(operationId = "listOffers", summary = "Offers with what they have spent and have left, newest first")
    Page<OfferView> list(
            @RequestParam Optional<String> state,
            @Schema(description = "Only those that merchants have opened for themselves.")
                    @RequestParam(defaultValue = "false")
                    boolean own,
            PageRequest page) {
        Optional<String> wanted = state.filter(text -> !text.isBlank());
        if (wanted.isPresent() && !STATES.contains(wanted.get())) {
            throw ProblemException.ofField("state", "invalid", "must be scheduled, live, paused or ended");
        }
        Optional<String> before = page.after(1).map(cursor -> cursor.text(0));
        return shown.page(() -> Page.cut(
                store.list(wanted, clock.instant(), own, before, page.limit()),
                page.limit(),
                offer -> Cursor.of(offer.id())));
    }

    @GetMapping("/offers/{id}")
    @Operation(operationId = "getOffer", summary = "One offer with what it has spent and has left")
    OfferView get(@PathVariable String id) {
        return view(id);
    }

    @Schema(name = "OfferChangeReason")
    record Why(
            @Schema(description = "Who gives the offer reads it.")
            Optional<@PlainText @Size(max = 500, message = "must have at most 500 characters") String> reason) {
        static String of(Optional<Why> asked) {
            return asked.flatMap(Why::reason).orElse("").strip();
        }
    }

    @PostMapping("/offers/{id}/pause")
    @Operation(operationId = "pauseOffer", summary = "Freezes the budget: the offer gives nothing until it is resumed")
    OfferView pause(@PathVariable String id, @Valid @RequestBody Optional<Why> asked, Principal principal) {
        return changed(id, offers.pause(id, principal.id(), Why.of(asked)));
    }

    @PostMapping("/offers/{id}/resume")
    @Operation(operationId = "resumeOffer", summary = "Lets a paused offer give again")
    OfferView resume(@PathVariable String id, @Valid @RequestBody Optional<Why> asked, Principal principal) {
        return changed(id, offers.resume(id, principal.id(), Why.of(asked)));
    }

    @PostMapping("/offers/{id}/end")
    @Operation(operationId = "endOffer", summary = "Ends the offer for good; what is left goes back to the sponsors")
    OfferView end(@PathVariable String id, @Valid @RequestBody Optional<Why> asked, Principal principal) {
        return changed(id, offers.end(id, principal.id(), Why.of(asked)));
    }

    @GetMapping("/live-offers")
    @Operation(
            operationId = "listLiveOffers",
            summary = "What is on for the customer now without a coupon, newest first")
    Page<LiveOfferView> liveOffers(Principal principal, PageRequest page) {
        Optional<String> before = page.after(1).map(cursor -> cursor.text(0));
        List<Offer> running = runningFor(principal.id(), before);
        Optional<Long> orders = running.stream().anyMatch(OfferController::isForTheFirstOrder)
                ? Optional.of(books.ordersOf(principal.id()))
                : Optional.empty();
        List<Used> found = new ArrayList<>();
        for (int from = 0; from < running.size() && found.size() <= page.limit(); from += CHUNK) {
            List<Offer> chunk = running.subList(from, Math.min(running.size(), from + CHUNK));
            Map<String, Long> open = books.openTo(principal.id(), chunk);
            for (Offer offer : chunk) {
                Long used = open.get(offer.id());
                boolean tooLate = isForTheFirstOrder(offer) && orders.orElse(0L) > 0;
                if (used != null && !tooLate) {
                    found.add(new Used(offer, used));
                }
            }
        }
        List<Used> oneMore = found.subList(0, Math.min(found.size(), page.limit() + 1));
        Map<String, MerchantProfile> at =
                merchantsOf(oneMore.stream().map(Used::offer).toList());
        return Page.cut(oneMore, page.limit(), used -> Cursor.of(used.offer().id()))
                .map(used -> LiveOfferView.of(used.offer(), used.uses(), at));
    }

    private record Used(Offer offer, long uses) {}

    /** Whom an offer is not for hears nothing of it. */
    private List<Offer> runningFor(String customerId, Optional<String> before) {
        Set<String> on = live.anyByList() ? lists.listsOf(customerId) : Set.of();
        return running(clock.instant(), before).stream()
                .filter(offer -> !offer.condition().keepsOut(on))
                .toList();
    }

    private List<Offer> running(Instant now, Optional<String> before) {
        return live.offers().all().stream()
                .map(LiveOffer::offer)
                .filter(offer -> !offer.byCoupon())
                .filter(offer -> before.isEmpty() || offer.id().compareTo(before.get()) < 0)
                .filter(offer -> !now.isBefore(offer.schedule().start())
                        && now.isBefore(offer.schedule().end()))
                .sorted(Comparator.comparing(Offer::id).reversed())
                .toList();
    }

    private static boolean isForTheFirstOrder(Offer offer) {
        return offer.condition() instanceof Condition.NthOrder order
                        && order.nth() == 1
                        && order.scope() == OrderScope.WALLET
                || offer.condition() instanceof Condition.All all
                        && all.parts().contains(new Condition.NthOrder(OrderScope.WALLET, 1));
    }

    private OfferView changed(String id, Offers.ChangeResult result) {
        return switch (result) {
            case Offers.ChangeResult.Changed _ -> view(id);
            case Offers.ChangeResult.NoSuchOffer _ -> throw ProblemException.notFound();
            case Offers.ChangeResult.Over _ ->
                throw new ProblemException(ProblemType.OFFER_ENDED, "An offer that has ended can't be changed.");
            case Offers.ChangeResult.Busy busy -> throw new ProblemException(ProblemType.BUSY, busy.why());
        };
    }

    private OfferView view(String id) {
        return shown.one(id).orElseThrow(ProblemException::notFound);
    }

    private Map<String, MerchantProfile> merchantsOf(Collection<Offer> terms) {
        return merchants.find(
                terms.stream().flatMap(offer -> offer.merchantIds().stream()).collect(Collectors.toSet()));
    }
}
