package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.People;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.offers.internal.OfferViews.UseView;
import io.tongbao.offers.internal.ShownResults.CampaignResultsView;
import io.tongbao.offers.internal.ShownResults.ResultsView;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an offer cost and brought, and the payments behind each figure. */
@RestController
@Tag(name = "offers")
class OfferResultController {
    private static final String DESCRIPTION =
            "from and until are days in the offer's zone, until not included; refunded leaves those of which something came back.";

    private static final List<Column<UseView>> COLUMNS = List.of(
            new Column<>("at", UseView::at),
            new Column<>("paymentId", UseView::paymentId),
            new Column<>("customer", UseView::customerMasked),
            new Column<>("merchantId", UseView::merchantId),
            new Column<>("merchant", UseView::merchantName),
            new Column<>("currency", use -> use.gross().currency().code()),
            new Column<>("gross", UseView::gross),
            new Column<>("discount", UseView::discount),
            new Column<>("cashback", UseView::cashback),
            new Column<>("bonus", UseView::bonus),
            new Column<>("returned", UseView::returned),
            new Column<>("refunded", UseView::refunded),
            new Column<>("version", UseView::version));

    private final OfferStore store;
    private final UseStore uses;
    private final ShownResults shown;
    private final Uplift uplift;
    private final Merchants merchants;
    private final People people;

    OfferResultController(
            OfferStore store, UseStore uses, ShownResults shown, Uplift uplift, Merchants merchants, People people) {
        this.store = store;
        this.uses = uses;
        this.shown = shown;
        this.uplift = uplift;
        this.merchants = merchants;
        this.people = people;
    }

    @GetMapping("/offers/{id}/results")
    @Operation(
            operationId = "offerResults",
            summary = "What the offer cost and brought: in all, by merchant and by day")
    ResultsView results(@PathVariable String id) {
        return shown.of(found(id));
    }

    @GetMapping("/campaigns/{id}/results")
    @Operation(
            operationId = "campaignResults",
            summary = "What the offers of a campaign that has opened cost and brought, each and all together")
    CampaignResultsView together(@PathVariable String id) {
        List<KeptOffer> offers = store.findByCampaign(id);
        if (offers.isEmpty()) {
            throw ProblemException.notFound();
        }
        return shown.of(offers);
    }

    @Schema(name = "OfferArm")
    record ArmView(
            @Schema(description = "All who had joined, whether they came or not.") @NotNull
            long customers,

            @NotNull long payers,
            @NotNull long payments,

            @Schema(description = "Less refunds.") @NotNull Money spent) {

        static ArmView of(Uplift.Arm arm, Currency in) {
            return new ArmView(arm.customers(), arm.payers(), arm.payments(), new Money(arm.spentMinor(), in));
        }
    }

    @Schema(name = "OfferComparison")
    record ComparisonView(
            @NotNull BigDecimal heldOutPercent,
            @NotNull Instant from,
            @NotNull Instant until,
            @NotNull ArmView treated,
            @NotNull ArmView heldOut,

            @Schema(
                    description =
                            "What those with the offer spent more, all together, than as many held out would have; below zero if less.")
            @NotNull
            Money extra,

            @Schema(description = "With 95 % certainty at least so much.") @NotNull
            Money extraLow,

            @Schema(description = "With 95 % certainty at most so much.") @NotNull
            Money extraHigh) {}

    @Schema(name = "OfferUplift")
    record UpliftView(
            @Schema(
                    description =
                            "Absent if nobody is held out, or not enough customers to compare: then nothing says what the offer caused.")
            Optional<ComparisonView> comparison) {}

    @GetMapping("/offers/{id}/uplift")
    @Operation(
            operationId = "offerUplift",
            summary = "Those who may have the offer against those held out of it, at its merchants while it ran")
    UpliftView uplift(@PathVariable String id) {
        KeptOffer kept = found(id);
        Currency in = kept.currency();
        return new UpliftView(uplift.of(kept)
                .map(found -> new ComparisonView(
                        OfferViews.percent(kept.terms().holdoutBasisPoints()),
                        found.from(),
                        found.until(),
                        ArmView.of(found.treated(), in),
                        ArmView.of(found.heldOut(), in),
                        new Money(Math.round(found.extraMinor()), in),
                        new Money(Math.round(found.extraLowMinor()), in),
                        new Money(Math.round(found.extraHighMinor()), in))));
    }

    @GetMapping("/offers/{id}/uses")
    @Operation(
            operationId = "listOfferUses",
            summary = "The payments and top-ups that had the offer, newest first",
            description = DESCRIPTION)
    Page<UseView> uses(
            @PathVariable String id,
            @RequestParam Optional<String> merchantId,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            @RequestParam(defaultValue = "false") boolean refunded,
            PageRequest page) {
        return uses(id, wanted(found(id), merchantId, from, until, refunded), page);
    }

    @GetMapping(path = "/offers/{id}/uses.csv", produces = "text/csv")
    @Operation(operationId = "offerUsesCsv", summary = "The same as a file", description = DESCRIPTION)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void usesFile(
            @PathVariable String id,
            @RequestParam Optional<String> merchantId,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            @RequestParam(defaultValue = "false") boolean refunded,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        UseStore.Wanted wanted = wanted(found(id), merchantId, from, until, refunded);
        CsvDownload.write(response, "offer-uses", COLUMNS, page -> uses(id, wanted, page));
    }

    private KeptOffer found(String id) {
        return store.find(id).orElseThrow(ProblemException::notFound);
    }

    private static UseStore.Wanted wanted(
            KeptOffer kept,
            Optional<String> merchantId,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            boolean refunded) {
        return new UseStore.Wanted(
                merchantId.filter(text -> !text.isBlank()),
                from.map(day -> day.atStartOfDay(kept.terms().zone()).toInstant()),
                until.map(day -> day.atStartOfDay(kept.terms().zone()).toInstant()),
                refunded);
    }

    private Page<UseView> uses(String id, UseStore.Wanted wanted, PageRequest page) {
        Optional<Cursor> after = page.after(2);
        Page<UseStore.Use> used = Page.cut(
                uses.uses(
                        id,
                        wanted,
                        after.map(cursor -> Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS)),
                        after.map(cursor -> cursor.text(1)),
                        page.limit()),
                page.limit(),
                use -> Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, use.at()), use.paymentId()));
        Map<String, People.Person> customers = people.find(
                used.items().stream().map(UseStore.Use::customerId).distinct().toList());
        Map<String, MerchantProfile> at = merchants.find(
                used.items().stream().flatMap(use -> use.merchantId().stream()).collect(Collectors.toSet()));
        return used.map(use -> new UseView(
                use.paymentId(),
                use.version(),
                masked(customers, use.customerId()),
                use.merchantId(),
                use.merchantId().map(merchant -> name(at, merchant)),
                use.gross(),
                use.discount(),
                use.cashback(),
                use.bonus(),
                use.returned(),
                use.refunded(),
                use.at()));
    }

    private static String name(Map<String, MerchantProfile> named, String merchantId) {
        return Optional.ofNullable(named.get(merchantId))
                .map(MerchantProfile::name)
                .orElse(merchantId);
    }

    private static String masked(Map<String, People.Person> customers, String id) {
        return Optional.ofNullable(customers.get(id)).map(People.Person::shown).orElse("***");
    }
}
