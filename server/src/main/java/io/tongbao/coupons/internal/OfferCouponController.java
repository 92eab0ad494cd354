package io.tongbao.coupons.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.People;
import io.tongbao.offers.CouponOffers;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who has an offer's coupons, or had them. */
@RestController
@Tag(name = "coupons")
class OfferCouponController {
    private static final List<Column<CouponLine>> COLUMNS = List.of(
            new Column<>("id", CouponLine::id),
            new Column<>("customer", CouponLine::customerMasked),
            new Column<>("state", line -> line.state().name()),
            new Column<>("how", CouponLine::how),
            new Column<>("gotAt", CouponLine::gotAt),
            new Column<>("until", CouponLine::until),
            new Column<>("paymentId", CouponLine::paymentId));

    private final CouponStore store;
    private final CouponOffers offers;
    private final People people;

    OfferCouponController(CouponStore store, CouponOffers offers, People people) {
        this.store = store;
        this.offers = offers;
        this.people = people;
    }

    /** As far as the log has told: open is also one that an order holds. */
    @Schema(name = "OfferCouponState", enumAsRef = true)
    enum StateBody {
        open,
        used,
        expired,
        given
    }

    @Schema(name = "OfferCouponLine")
    record CouponLine(
            @NotNull String id,
            @NotNull String customerMasked,
            @NotNull StateBody state,

            @Schema(allowableValues = {"claimed", "code", "granted", "received"}) @NotNull
            String how,

            @NotNull Instant gotAt,
            @NotNull Instant until,

            @Schema(description = "By which it was used.") Optional<String> paymentId) {}

    @GetMapping("/offers/{id}/coupons")
    @Operation(
            operationId = "listOfferCoupons",
            summary = "The coupons that customers have had of the offer, newest first")
    Page<CouponLine> list(@PathVariable String id, @RequestParam Optional<StateBody> state, PageRequest page) {
        mustBeThere(id);
        return lines(id, state, page);
    }

    @GetMapping(path = "/offers/{id}/coupons.csv", produces = "text/csv")
    @Operation(operationId = "offerCouponsCsv", summary = "The same as a file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(
            @PathVariable String id,
            @RequestParam Optional<StateBody> state,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        mustBeThere(id);
        CsvDownload.write(response, "coupons", COLUMNS, page -> lines(id, state, page));
    }

    private void mustBeThere(String offerId) {
        if (offers.find(List.of(offerId)).isEmpty()) {
            throw ProblemException.notFound();
        }
    }

    private Page<CouponLine> lines(String offerId, Optional<StateBody> state, PageRequest page) {
        Page<Coupon> cut = Page.cut(
                store.ofOffer(
                        offerId,
                        state.map(wanted -> Coupon.State.of(wanted.name())),
                        page.after(1).map(cursor -> cursor.text(0)),
                        page.limit() + 1),
                page.limit(),
                coupon -> Cursor.of(coupon.id()));
        Map<String, People.Person> owners =
                people.find(cut.items().stream().map(Coupon::owner).distinct().toList());
        return cut.map(coupon -> new CouponLine(
                coupon.id(),
                Optional.ofNullable(owners.get(coupon.owner()))
                        .map(People.Person::shown)
                        .orElse("***"),
                StateBody.valueOf(coupon.state().code()),
                coupon.how().code(),
                coupon.gotAt(),
                coupon.until(),
                coupon.paymentId()));
    }
}
