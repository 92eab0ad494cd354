package io.tongbao.coupons.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.campaigns.CampaignPages;
import io.tongbao.coupons.internal.ClaimingCoupons.Giving;
import io.tongbao.coupons.internal.ClaimingCoupons.Outcome;
import io.tongbao.coupons.internal.CouponViews.Around;
import io.tongbao.coupons.internal.CouponViews.ClaimableView;
import io.tongbao.coupons.internal.CouponViews.CouponView;
import io.tongbao.identity.People;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.OnceKey;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.CampaignMoney;
import io.tongbao.offers.CouponOffers;
import io.tongbao.offers.CouponOffers.CouponOffer;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.CustomerLists;
import io.tongbao.platform.CallerAddress;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Device;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
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

/** A customer's coupons. */
@RestController
@Tag(name = "Coupons")
class CouponController {
    private final ClaimingCoupons claiming;
    private final CouponCodes codes;
    private final CouponStore store;
    private final HeldNow now;
    private final CouponOffers offers;
    private final CampaignPages pages;
    private final Merchants merchants;
    private final People people;
    private final Ledger ledger;
    private final CustomerLists lists;
    private final Clock clock;

    CouponController(
            ClaimingCoupons claiming,
            CouponCodes codes,
            CouponStore store,
            HeldNow now,
            CouponOffers offers,
            CampaignPages pages,
            Merchants merchants,
            People people,
            Ledger ledger,
            CustomerLists lists,
            Clock clock) {
        this.claiming = claiming;
        this.codes = codes;
        this.store = store;
        this.now = now;
        this.offers = offers;
        this.pages = pages;
        this.merchants = merchants;
        this.people = people;
        this.ledger = ledger;
        this.lists = lists;
        this.clock = clock;
    }

    @GetMapping("/claimable-coupons")
    @Operation(operationId = "listClaimableCoupons", summary = "The claim centre: coupons to be had, the newest first")
    Page<ClaimableView> claimable(Principal customer, PageRequest page) {
        Instant at = clock.instant();
        Optional<String> before = page.after(1).map(cursor -> cursor.text(0));
        List<CouponOffer> listed = offers.listed();
        Set<String> on = listed.stream()
                        .allMatch(
                                offer -> offer.offer().condition().listsAsked().isEmpty())
                ? Set.of()
                : lists.listsOf(customer.id());
        List<CouponOffer> oneMore = listed.stream()
                .filter(offer -> !offer.offer().condition().keepsOut(on))
                .filter(offer -> !offer.paused() && at.isBefore(offer.claimUntil()))
                .filter(offer -> before.isEmpty() || offer.offer().id().compareTo(before.get()) < 0)
                .limit(page.limit() + 1L)
                .toList();
        Map<String, Long> books = books(oneMore, customer.id());
        Around around = around(oneMore);
        return Page.cut(oneMore, page.limit(), offer -> Cursor.of(offer.offer().id()))
                .map(offer -> ClaimableView.of(
                        offer,
                        books.getOrDefault(stock(offer), 0L),
                        books.getOrDefault(claims(offer, customer.id()), 0L),
                        at,
                        around));
    }

    private Map<String, Long> books(List<CouponOffer> of, String customerId) {
        List<String> accounts = of.stream()
                .flatMap(offer -> List.of(stock(offer), claims(offer, customerId)).stream())
                .toList();
        return accounts.isEmpty()
                ? Map.of()
                : ledger.balances(accounts).stream().collect(Collectors.toMap(Balance::code, Balance::available));
    }

    private static String stock(CouponOffer offer) {
        return Accounts.couponStock(offer.offer().campaignId()).code();
    }

    private static String claims(CouponOffer offer, String customerId) {
        return Accounts.claims(offer.offer().campaignId(), customerId).code();
    }

    private Around around(Collection<CouponOffer> of) {
        return new Around(
                merchants.find(of.stream()
                        .flatMap(offer -> offer.offer().merchantIds().stream())
                        .distinct()
                        .toList()),
                pages.withPage(of.stream()
                        .map(offer -> CampaignMoney.campaignOf(offer.offer().campaignId()))
                        .collect(Collectors.toSet())));
    }

    @Schema(name = "CouponClaim")
    record ClaimBody(
            @Schema(description = "From the claim centre; either this or code.")
            Optional<@Size(max = 64) String> offerId,

            @Schema(description = "As it was typed: case, spaces, hyphens and full-width letters do not matter.")
            Optional<@Size(max = 100) String> code) {
        @Override
        public String toString() {
            return "CouponClaim[" + offerId + "]";
        }
    }

    @PostMapping("/coupon-claims")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "claimCoupon", summary = "Claims a coupon from the claim centre, or by a code")
    CouponView claim(
            @Valid @RequestBody ClaimBody body,
            IdempotencyKey key,
            Principal customer,
            Device device,
            HttpServletRequest request) {
        if (body.offerId().isPresent() == body.code().isPresent()) {
            throw ProblemException.ofField("offerId", "missing", "or code must be given, and not both");
        }
        Outcome outcome = body.code().isPresent()
                ? codes.claim(
                        body.code().get(),
                        customer.id(),
                        new CouponCodes.From(customer.id(), device.fingerprint(), CallerAddress.of(request)),
                        key)
                : claimListed(body.offerId().orElseThrow(), customer.id(), key);
        return view(got(outcome));
    }

    private Outcome claimListed(String offerId, String customerId, IdempotencyKey key) {
        OnceKey once = OnceKey.of(false, offerId, customerId, "POST /coupon-claims", key.value());
        boolean hidden =
                offers.running(offerId).filter(offer -> !offer.terms().listed()).isPresent();
        return hidden
                ? new Outcome.NoSuchOffer()
                : claiming.claim(offerId, ClaimingCoupons.Asked.claim(customerId, once));
    }

    static Coupon got(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Got got -> got.coupon();
            case Outcome.NoSuchOffer _ -> throw ProblemException.notFound();
            case Outcome.NotYet notYet ->
                throw new ProblemException(
                        ProblemType.CLAIM_NOT_OPEN, "They can't be claimed yet.", Map.of("from", notYet.from()));
            case Outcome.Over over ->
                throw new ProblemException(
                        ProblemType.CLAIM_OVER, "They can't be claimed any more.", Map.of("until", over.until()));
            case Outcome.Paused _ ->
                throw new ProblemException(ProblemType.OFFER_PAUSED, "Nothing of the offer is given for now.");
            case Outcome.NotInAudience _ ->
                throw new ProblemException(ProblemType.NOT_IN_AUDIENCE, "They are for invited customers.");
            case Outcome.SoldOut _ -> throw new ProblemException(ProblemType.COUPONS_GONE, "All are gone.");
            case Outcome.LimitReached limit ->
                throw new ProblemException(
                        ProblemType.COUPON_LIMIT,
                        "One customer may claim no more.",
                        Map.of("perCustomer", limit.perCustomer()));
            case Outcome.CodeUsed _ ->
                throw new ProblemException(ProblemType.COUPON_CODE_USED, "The code was used.")
                        .withField("code", "used", "was used");
            case Outcome.KeyReused _ ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another request.");
            case Outcome.Busy _ -> throw new ProblemException(ProblemType.BUSY, "Try again in a moment.");
        };
    }

    @GetMapping("/coupons")
    @Operation(
            operationId = "listCoupons",
            summary =
                    "The customer's coupons: those that can be used (an order may hold one) in order of their end, or the used, or the ended")
    Page<CouponView> coupons(
            @Schema(allowableValues = {"open", "used", "ended"}) @RequestParam(defaultValue = "open") String state,
            Principal customer,
            PageRequest page) {
        Instant at = clock.instant();
        int limit = page.limit() + 1;
        boolean open = state.equals("open");
        Optional<Cursor> after = page.after(open ? 2 : 1);
        List<Coupon> oneMore = switch (state) {
            case "open" -> store.open(customer.id(), at, after.map(CouponStore.After::of), limit);
            case "used" -> store.used(customer.id(), after.map(cursor -> cursor.text(0)), limit);
            case "ended" -> store.ended(customer.id(), at, after.map(cursor -> cursor.text(0)), limit);
            default -> throw ProblemException.ofField("state", "invalid", "must be open, used or ended");
        };
        Map<String, CouponView> views = views(oneMore);
        return Page.cut(
                        oneMore,
                        page.limit(),
                        coupon -> open ? Cursor.of(coupon.until().toString(), coupon.id()) : Cursor.of(coupon.id()))
                .map(coupon -> Optional.ofNullable(views.get(coupon.id())).orElseThrow());
    }

    @GetMapping("/coupons/{id}")
    @Operation(operationId = "readCoupon", summary = "One of the customer's coupons")
    CouponView coupon(@PathVariable String id, Principal customer) {
        return view(store.find(id, customer.id()).orElseThrow(ProblemException::notFound));
    }

    @Schema(name = "CouponTransfer")
    record TransferBody(
            @Schema(description = "As GET /recipients answers.") @NotBlank @Size(max = 64)
            String recipientId) {}

    @PostMapping("/coupons/{id}/transfer")
    @Operation(
            operationId = "giveCoupon",
            summary = "Gives a coupon to a friend, who has it from then on until the same end")
    CouponView give(
            @PathVariable String id, @Valid @RequestBody TransferBody body, IdempotencyKey key, Principal customer) {
        Coupon coupon = store.find(id, customer.id()).orElseThrow(ProblemException::notFound);
        if (body.recipientId().equals(customer.id())) {
            throw ProblemException.ofField("recipientId", "self", "must be somebody else");
        }
        if (people.find(List.of(body.recipientId())).isEmpty()) {
            throw ProblemException.ofField("recipientId", "unknown", "must be somebody that GET /recipients answers");
        }
        OnceKey once =
                OnceKey.of(false, id + " " + body.recipientId(), customer.id(), "POST /coupons/transfer", key.value());
        return switch (claiming.give(coupon, body.recipientId(), once)) {
            case Giving.Given _ -> view(coupon);
            case Giving.NotUsable _ ->
                throw new ProblemException(
                        ProblemType.COUPON_NOT_USABLE, "The coupon can't be used any more, or an order holds it.");
            case Giving.NotTransferable _ ->
                throw new ProblemException(
                        ProblemType.COUPON_NOT_TRANSFERABLE, "The coupon can't be given to another.");
            case Giving.KeyReused _ ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another request.");
            case Giving.Busy _ -> throw new ProblemException(ProblemType.BUSY, "Try again in a moment.");
        };
    }

    private CouponView view(Coupon coupon) {
        return views(List.of(coupon)).values().iterator().next();
    }

    private Map<String, CouponView> views(List<Coupon> coupons) {
        Map<String, CouponOffer> of =
                offers.find(coupons.stream().map(Coupon::offerId).distinct().toList());
        Around around = around(of.values());
        Map<String, HeldNow.State> states = now.states(coupons, clock.instant());
        return coupons.stream()
                .collect(Collectors.toMap(
                        Coupon::id,
                        coupon -> CouponView.of(
                                coupon,
                                Optional.ofNullable(states.get(coupon.id())).orElseThrow(),
                                Optional.ofNullable(of.get(coupon.offerId())).orElseThrow(),
                                around)));
    }
}
