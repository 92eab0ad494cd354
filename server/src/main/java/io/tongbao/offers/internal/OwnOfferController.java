package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.MerchantStatus;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers;
import io.tongbao.offers.Offers.ChangeResult;
import io.tongbao.offers.Offers.OpenResult;
import io.tongbao.offers.Offers.VersionResult;
import io.tongbao.offers.internal.OfferViews.OfferView;
import io.tongbao.offers.internal.ShownResults.ResultsView;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A merchant's own offers: its owner's alone. */
@RestController
@Tag(name = "own offers")
class OwnOfferController {
    private static final int MOST_CHANGES = 50;

    private final OwnOffers own;
    private final OwnOfferStore store;
    private final OfferStore offers;
    private final Offers changing;
    private final ShownOffers shown;
    private final ShownResults results;
    private final Merchants merchants;

    OwnOfferController(
            OwnOffers own,
            OwnOfferStore store,
            OfferStore offers,
            Offers changing,
            ShownOffers shown,
            ShownResults results,
            Merchants merchants) {
        this.own = own;
        this.store = store;
        this.offers = offers;
        this.changing = changing;
        this.shown = shown;
        this.results = results;
        this.merchants = merchants;
    }

    /** @param live what has not ended comes to */
    @Schema(name = "OwnOfferRoom")
    record RoomView(
            @Schema(description = "The largest budget of one offer; nothing means that none may be opened.") @NotNull
            Money offer,

            @Schema(description = "The largest sum of the budgets of all that have not ended.") @NotNull
            Money sum,

            @Schema(description = "The most that one payment may be given.") @NotNull
            Money payment,

            @NotNull int offers,
            @NotNull int days,

            @Schema(description = "Whether they may be had by coupon.") @NotNull
            boolean coupons,

            @NotNull Money live,
            @NotNull int liveOffers) {

        static RoomView of(OwnOffers.Room room, Currency in) {
            return new RoomView(
                    new Money(room.limit().offerMinor(), in),
                    new Money(room.limit().liveMinor(), in),
                    new Money(room.limit().paymentMinor(), in),
                    room.limit().liveOffers(),
                    room.limit().days(),
                    room.limit().coupons(),
                    new Money(room.live().budgetsMinor(), in),
                    room.live().offers());
        }
    }

    @GetMapping("/own-offers/room")
    @Operation(operationId = "ownOfferRoom", summary = "How much the merchant may give of its own, and gives already")
    RoomView room(Principal owner) {
        MerchantProfile merchant = merchant(owner);
        return RoomView.of(own.room(merchant), merchant.currency());
    }

    @GetMapping("/own-offers")
    @Operation(
            operationId = "listOwnOffers",
            summary = "The offers that the merchant has opened for itself, newest first")
    Page<OfferView> list(Principal owner, PageRequest page) {
        Optional<String> before = page.after(1).map(cursor -> cursor.text(0));
        return shown.page(() -> {
            Page<String> ids = Page.cut(store.ids(owner.merchant(), before, page.limit()), page.limit(), Cursor::of);
            return new Page<>(
                    offers.find(ids.items()).stream()
                            .sorted(Comparator.comparing(KeptOffer::id).reversed())
                            .toList(),
                    ids.next());
        });
    }

    @PostMapping("/own-offers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "openOwnOffer",
            summary = "Opens an offer that the merchant bears alone, at its own tills, within its limits",
            description = "Currency, merchants and sponsors are the merchant's own, whatever is asked.")
    OfferView open(@RequestBody NewOffer asked, Principal owner, IdempotencyKey key) {
        MerchantProfile merchant = merchant(owner);
        if (merchant.status() != MerchantStatus.ACTIVE) {
            throw new ProblemException(
                    ProblemType.MERCHANT_NOT_ACTIVE, "A merchant that is not active opens no offer.");
        }
        return switch (own.open(merchant, asked, new Offers.Asker(owner.id(), key.value()))) {
            case OpenResult.Open open -> view(open.offerId());
            case OpenResult.Invalid invalid -> throw ProblemException.ofFields(invalid.fields());
            case OpenResult.KeyReused _ ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key came with another offer before.");
            case OpenResult.SponsorBlocked _ ->
                throw new ProblemException(ProblemType.ACCOUNT_FROZEN, "The merchant's account for offers is frozen.");
            case OpenResult.SponsorShort _ ->
                throw new IllegalStateException("A merchant's own offer is settled later: " + merchant.id());
            case OpenResult.Busy busy -> throw new ProblemException(ProblemType.BUSY, busy.why());
        };
    }

    @Schema(name = "OwnOffer")
    record OwnOfferView(
            @NotNull OfferView offer,

            @Schema(description = "As it was opened: what a copy begins with.") @NotNull
            NewOffer asked,

            @Schema(description = "The newest first.") @NotNull
            List<ChangeView> changes) {}

    /** @param byHouse or by the clock */
    @Schema(name = "OwnOfferChange")
    record ChangeView(
            @Schema(allowableValues = {"opened", "changed", "paused", "resumed", "ended"}) @NotNull
            String what,

            @NotNull String why,
            @NotNull boolean byHouse,
            @NotNull Instant at) {}

    @GetMapping("/own-offers/{id}")
    @Operation(operationId = "getOwnOffer", summary = "One of them, with what happened to it")
    OwnOfferView get(@PathVariable String id, Principal owner) {
        NewOffer asked = asked(id, owner);
        return new OwnOfferView(
                view(id),
                asked,
                store.changes(id, MOST_CHANGES).stream()
                        .map(change -> new ChangeView(change.what(), change.why(), change.house(), change.at()))
                        .toList());
    }

    @GetMapping("/own-offers/{id}/results")
    @Operation(operationId = "ownOfferResults", summary = "What it cost and brought")
    ResultsView results(@PathVariable String id, Principal owner) {
        asked(id, owner);
        return results.of(offers.find(id).orElseThrow());
    }

    @Schema(name = "OwnOfferNewTerms")
    record NewTerms(
            @Schema(description = "The whole budget from now on; never less than what is spent.")
            @NotNull(message = "is missing")
            Money total,

            @NotNull(message = "is missing") Instant endsAt) {}

    @PostMapping("/own-offers/{id}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "changeOwnOffer", summary = "Gives it another budget or another end, within the limits")
    OfferView change(@PathVariable String id, @Valid @RequestBody NewTerms terms, Principal owner) {
        VersionResult result = own.change(merchant(owner), id, terms.total(), terms.endsAt(), owner.id())
                .orElseThrow(ProblemException::notFound);
        return switch (result) {
            case VersionResult.InEffect _ -> view(id);
            case VersionResult.Invalid invalid -> throw ProblemException.ofFields(invalid.fields());
            case VersionResult.Over _ -> throw over();
            case VersionResult.Paused _ ->
                throw new ProblemException(ProblemType.OFFER_PAUSED, "While it is paused its budget can't be lowered.");
            case VersionResult.SponsorBlocked _ ->
                throw new ProblemException(ProblemType.ACCOUNT_FROZEN, "The merchant's account for offers is frozen.");
            case VersionResult.SponsorShort _ ->
                throw new IllegalStateException("A merchant's own offer is settled later: " + id);
            case VersionResult.Busy busy -> throw new ProblemException(ProblemType.BUSY, busy.why());
        };
    }

    @PostMapping("/own-offers/{id}/pause")
    @Operation(operationId = "pauseOwnOffer", summary = "It gives nothing until it is resumed")
    OfferView pause(@PathVariable String id, Principal owner) {
        asked(id, owner);
        return changed(id, changing.pause(id, owner.id(), ""));
    }

    @PostMapping("/own-offers/{id}/resume")
    @Operation(operationId = "resumeOwnOffer", summary = "Lets it give again, unless the house has paused it")
    OfferView resume(@PathVariable String id, Principal owner) {
        asked(id, owner);
        return switch (own.resume(id, owner.id())) {
            case OwnOffers.Resuming.Done(ChangeResult result) -> changed(id, result);
            case OwnOffers.Resuming.PausedByHouse _ ->
                throw new ProblemException(
                        ProblemType.PAUSED_BY_HOUSE, "The platform has paused it, and only the platform resumes it.");
        };
    }

    @PostMapping("/own-offers/{id}/end")
    @Operation(operationId = "endOwnOffer", summary = "Ends it for good; what is left goes back to the merchant")
    OfferView end(@PathVariable String id, Principal owner) {
        asked(id, owner);
        return changed(id, changing.end(id, owner.id(), ""));
    }

    private OfferView changed(String id, ChangeResult result) {
        return switch (result) {
            case ChangeResult.Changed _ -> view(id);
            case ChangeResult.NoSuchOffer _ -> throw ProblemException.notFound();
            case ChangeResult.Over _ -> throw over();
            case ChangeResult.Busy busy -> throw new ProblemException(ProblemType.BUSY, busy.why());
        };
    }

    private static ProblemException over() {
        return new ProblemException(ProblemType.OFFER_ENDED, "An offer that has ended can't be changed.");
    }

    /** Of another's offer one does not learn that it is there. */
    private NewOffer asked(String id, Principal owner) {
        return store.asked(id, owner.merchant()).orElseThrow(ProblemException::notFound);
    }

    private OfferView view(String id) {
        return shown.one(id).orElseThrow(ProblemException::notFound);
    }

    private MerchantProfile merchant(Principal owner) {
        return merchants.find(owner.merchant()).orElseThrow(ProblemException::notFound);
    }
}
