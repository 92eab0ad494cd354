package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.ledger.Currency;
import io.tongbao.offers.internal.SponsorAccounts.Standing;
import io.tongbao.offers.internal.SponsorStore.Key;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who bears offers, how they stand with the house, and their statements. */
@RestController
@Tag(name = "Sponsors")
class SponsorController {
    private static final List<Column<LineView>> COLUMNS = List.of(
            new Column<>("at", LineView::at),
            new Column<>("what", LineView::what),
            new Column<>("campaign", LineView::campaignId),
            new Column<>("payment", LineView::paymentId),
            new Column<>("reference", LineView::reference),
            new Column<>("amount", LineView::amount));

    private final SponsorStore store;
    private final SponsorAccounts accounts;
    private final BudgetAlerts alerts;
    private final OfferStore offers;
    private final Clock clock;

    SponsorController(
            SponsorStore store, SponsorAccounts accounts, BudgetAlerts alerts, OfferStore offers, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.alerts = alerts;
        this.offers = offers;
        this.clock = clock;
    }

    @Schema(name = "Sponsor")
    record SponsorView(
            @NotNull String sponsorId,
            @NotNull String name,
            @NotNull long campaigns,

            @Schema(description = "What offers cost it, less what refunds brought back.") @NotNull
            Money borne,

            @Schema(description = "Set aside in campaigns and not spent.") @NotNull
            Money withCampaigns,

            @Schema(description = "Paid in less borne: above zero a deposit, below zero due to the house.") @NotNull
            Money position) {
        static SponsorView of(SponsorStore.Sponsor sponsor, Standing standing) {
            Currency currency = Currency.of(sponsor.currency());
            return new SponsorView(
                    sponsor.sponsorId(),
                    sponsor.name(),
                    sponsor.campaigns(),
                    new Money(sponsor.spentMinor() - sponsor.returnedMinor(), currency),
                    new Money(standing.withCampaignsMinor(), currency),
                    new Money(standing.positionMinor(), currency));
        }
    }

    @GetMapping("/sponsors")
    @Operation(operationId = "listSponsors", summary = "Who has borne offers, by currency, and how they stand")
    Page<SponsorView> list(@RequestParam Optional<@PlainText @Size(max = 80) String> q, PageRequest page) {
        Optional<Key> after = page.after(2).map(cursor -> new Key(cursor.text(0), cursor.text(1)));
        Page<SponsorStore.Sponsor> cut = Page.cut(
                store.sponsors(q.filter(text -> !text.isBlank()), after, page.limit()),
                page.limit(),
                last -> Cursor.of(last.sponsorId(), last.currency()));
        Map<Key, Standing> standings = accounts.standings(
                cut.items().stream().map(SponsorController::key).toList());
        return cut.map(sponsor -> SponsorView.of(sponsor, standings.getOrDefault(key(sponsor), Standing.NONE)));
    }

    private static Key key(SponsorStore.Sponsor sponsor) {
        return new Key(sponsor.sponsorId(), sponsor.currency());
    }

    @Schema(name = "SponsorPayment")
    record PaidView(
            @NotNull Instant at,

            @Schema(description = "The entry in the books.") @NotNull
            String entryId,

            @NotNull String kind,

            @Schema(description = "Above zero it paid in, below zero it was paid.") @NotNull
            Money amount) {}

    @Schema(
            name = "SponsorStatement",
            description =
                    "opening + paidIn − paidOut − spent + returned = closing, by the time at which the books heard of each.")
    record StatementView(
            @NotNull String sponsorId,
            @NotNull String name,
            @NotNull YearMonth month,
            @NotNull Instant from,
            @NotNull Instant until,
            @NotNull Money opening,
            @NotNull Money paidIn,
            @NotNull Money paidOut,
            @NotNull Money spent,
            @NotNull Money returned,
            @NotNull Money closing,

            @Schema(description = "Set aside in campaigns now and not spent.") @NotNull
            Money withCampaigns,

            @Schema(description = "Paid in less borne, now, by the books.") @NotNull
            Money position,

            @NotNull List<PaidView> payments,

            @Schema(
                    description =
                            "Whether all that was counted comes to what the books hold now; the last payments may still be being counted.")
            @NotNull
            boolean tied) {}

    @GetMapping("/sponsors/{id}/statement")
    @Operation(operationId = "sponsorStatement", summary = "What a sponsor bore, got back and paid in a month")
    StatementView statement(
            @PathVariable String id, @RequestParam String currency, @RequestParam Optional<YearMonth> month) {
        Asked asked = asked(id, currency, month);
        SponsorAccounts.Statement statement = accounts.statement(asked.sponsor(), asked.from(), asked.until());
        Currency in = Currency.of(asked.sponsor().currency());
        return new StatementView(
                id,
                asked.name(),
                asked.month(),
                asked.from(),
                asked.until(),
                new Money(statement.openingMinor(), in),
                new Money(statement.paidInMinor(), in),
                new Money(statement.paidOutMinor(), in),
                new Money(statement.borne().spentMinor(), in),
                new Money(statement.borne().returnedMinor(), in),
                new Money(statement.closingMinor(), in),
                new Money(statement.now().withCampaignsMinor(), in),
                new Money(statement.now().positionMinor(), in),
                statement.paid().stream()
                        .map(paid -> new PaidView(
                                paid.at(), Long.toString(paid.entryId()), paid.kind(), new Money(paid.minor(), in)))
                        .toList(),
                statement.tied());
    }

    @Schema(name = "SponsorCampaign")
    record CampaignView(
            @NotNull String campaignId,
            @NotNull String offerId,
            @NotNull String name,
            @NotNull long payments,
            @NotNull Money spent,
            @NotNull Money returned) {}

    @GetMapping("/sponsors/{id}/statement-campaigns")
    @Operation(operationId = "sponsorStatementCampaigns", summary = "The same month by campaign")
    Page<CampaignView> campaigns(
            @PathVariable String id,
            @RequestParam String currency,
            @RequestParam Optional<YearMonth> month,
            PageRequest page) {
        Asked asked = asked(id, currency, month);
        Currency in = Currency.of(asked.sponsor().currency());
        return Page.cut(
                        store.byCampaign(
                                asked.sponsor(),
                                asked.from(),
                                asked.until(),
                                page.after(1).map(cursor -> cursor.text(0)),
                                page.limit()),
                        page.limit(),
                        last -> Cursor.of(last.campaignId()))
                .map(of -> new CampaignView(
                        of.campaignId(),
                        of.offerId(),
                        of.name(),
                        of.payments(),
                        new Money(of.sums().spentMinor(), in),
                        new Money(of.sums().returnedMinor(), in)));
    }

    /** @param what spent or returned */
    private record LineView(
            Instant at, String what, String campaignId, String paymentId, String reference, Money amount) {}

    @GetMapping(path = "/sponsors/{id}/statement.csv", produces = "text/csv")
    @Operation(operationId = "sponsorStatementCsv", summary = "Every line of the month, the oldest first, as a file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(
            @PathVariable String id,
            @RequestParam String currency,
            @RequestParam Optional<YearMonth> month,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Asked asked = asked(id, currency, month);
        CsvDownload.write(response, "sponsor-" + asked.month(), COLUMNS, page -> lines(asked, page));
    }

    private Page<LineView> lines(Asked asked, PageRequest page) {
        Currency in = Currency.of(asked.sponsor().currency());
        Optional<SponsorStore.Place> after = page.after(3)
                .map(cursor -> new SponsorStore.Place(
                        Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS), cursor.text(1), cursor.text(2)));
        return Page.cut(
                        store.lines(asked.sponsor(), asked.from(), asked.until(), after, page.limit()),
                        page.limit(),
                        last -> Cursor.of(
                                ChronoUnit.MICROS.between(Instant.EPOCH, last.recordedAt()),
                                last.reference(),
                                last.campaignId()))
                .map(line -> new LineView(
                        line.recordedAt(),
                        line.spentMinor() > 0 ? "spent" : "returned",
                        line.campaignId(),
                        line.paymentId(),
                        line.reference(),
                        new Money(line.spentMinor() - line.returnedMinor(), in)));
    }

    private record Asked(Key sponsor, String name, YearMonth month, Instant from, Instant until) {}

    /** A month of the house's calendar; this one if none is named. */
    private Asked asked(String id, String currency, Optional<YearMonth> named) {
        Key sponsor = new Key(id, currency);
        String name = store.name(sponsor).orElseThrow(ProblemException::notFound);
        YearMonth month = named.orElseGet(() -> YearMonth.now(clock));
        return new Asked(
                sponsor,
                name,
                month,
                month.atDay(1).atStartOfDay(clock.getZone()).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(clock.getZone()).toInstant());
    }

    @Schema(name = "BudgetAlert")
    record AlertView(
            @NotNull String offerId,
            @NotNull String campaignId,
            @NotNull String name,

            @Schema(description = "50, 80 or 100 of the budget; 100 as well where too little is left for one more.")
            @NotNull
            int percent,

            @NotNull Money budget,
            @NotNull Money spent,
            @NotNull Instant at) {}

    @GetMapping("/budget-alerts")
    @Operation(
            operationId = "listBudgetAlerts",
            summary = "Running offers of whose budget half, four fifths or all is spent, the last told first")
    Page<AlertView> alerts(PageRequest page) {
        Optional<BudgetAlerts.Place> before = page.after(2)
                .map(cursor -> new BudgetAlerts.Place(
                        Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS), cursor.text(1)));
        Page<BudgetAlerts.Alert> cut = Page.cut(
                alerts.running(before, page.limit()),
                page.limit(),
                last -> Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, last.at()), last.offerId()));
        Map<String, KeptOffer> of = offers
                .find(cut.items().stream().map(BudgetAlerts.Alert::offerId).toList())
                .stream()
                .collect(Collectors.toMap(KeptOffer::id, kept -> kept));
        return cut.map(alert -> {
            KeptOffer kept = Objects.requireNonNull(of.get(alert.offerId()));
            return new AlertView(
                    alert.offerId(),
                    kept.terms().campaignId(),
                    kept.terms().name(),
                    alert.percent(),
                    new Money(alert.budgetMinor(), kept.currency()),
                    new Money(alert.spentMinor(), kept.currency()),
                    alert.at());
        });
    }
}
