package io.tongbao.settlements.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.settlements.internal.SettlementStore.Line;
import io.tongbao.settlements.internal.SettlementStore.Settlement;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Settlements, for the merchant whose they are and for staff. */
@RestController
@Tag(name = "Settlements")
class SettlementController {
    private static final int LINES_AT_ONCE = 1_000;

    private static final List<Column<SettlementBody>> COLUMNS = List.of(
            new Column<>("id", SettlementBody::id),
            new Column<>("day", SettlementBody::day),
            new Column<>("merchantId", SettlementBody::merchantId),
            new Column<>("merchant", SettlementBody::merchantName),
            new Column<>("currency", settlement -> settlement.paid().currency().code()),
            new Column<>("payments", SettlementBody::payments),
            new Column<>("taken", SettlementBody::taken),
            new Column<>("refunds", SettlementBody::refunds),
            new Column<>("refunded", SettlementBody::refunded),
            new Column<>("fees", SettlementBody::fees),
            new Column<>("feesBack", SettlementBody::feesBack),
            new Column<>("carriedIn", SettlementBody::carriedIn),
            new Column<>("repaid", SettlementBody::repaid),
            new Column<>("paid", SettlementBody::paid),
            new Column<>("carried", SettlementBody::carried),
            new Column<>("settledAt", SettlementBody::settledAt),
            new Column<>("payoutId", SettlementBody::payoutId),
            new Column<>("payoutState", SettlementBody::payoutState));

    private final SettlementStore store;
    private final SettlingMerchants settling;
    private final Merchants merchants;
    private final ZoneId zone;

    SettlementController(
            SettlementStore store,
            SettlingMerchants settling,
            Merchants merchants,
            @Value("${tongbao.zone}") ZoneId zone) {
        this.store = store;
        this.settling = settling;
        this.merchants = merchants;
        this.zone = zone;
    }

    @Schema(name = "Settlement")
    record SettlementBody(
            @NotNull String id,
            @NotNull String merchantId,
            @NotNull String merchantName,

            @Schema(description = "The business day that it ends on.") @NotNull
            LocalDate day,

            @Schema(description = "What was recorded after this; absent for the merchant's first.")
            Optional<Instant> since,

            @Schema(description = "And up to this.") @NotNull
            Instant until,

            @NotNull int payments,
            @NotNull Money taken,
            @NotNull int refunds,
            @NotNull Money refunded,

            @Schema(description = "Of its payments.") @NotNull
            Money fees,

            @Schema(description = "Of fees, what its refunds give back.") @NotNull
            Money feesBack,

            @Schema(
                    description =
                            "What the settlement before it carried on: what it did not pay, below zero what was advanced.")
            @NotNull
            Money carriedIn,

            @Schema(description = "Fees of before that the account did not have.") @NotNull
            Money feesOwedIn,

            @Schema(description = "Of all fees due, what the account did not have.") @NotNull
            Money feesOwed,

            @Schema(description = "Of what was advanced for refunds, what it repaid.") @NotNull
            Money repaid,

            @Schema(description = "carriedIn + taken − refunded − (feesOwedIn + fees − feesBack − feesOwed) − carried.")
            @NotNull
            Money paid,

            @Schema(description = "For the next settlement.") @NotNull
            Money carried,

            @NotNull Instant settledAt,

            @Schema(description = "The payout that pays it; absent while it waits for one.")
            Optional<String> payoutId,

            @Schema(allowableValues = {"pending", "paid"}) Optional<String> payoutState) {}

    @Schema(name = "SettlementLine")
    record LineBody(
            @NotNull int number,

            @Schema(allowableValues = {"payment", "refund"}) @NotNull
            String kind,

            @Schema(description = "The payment or the refund.") @NotNull
            String reference,

            @NotNull String paymentId,
            @NotNull Instant recordedAt,
            @NotNull Money gross,

            @Schema(description = "Taken of a payment, given back of a refund.") @NotNull
            Money fee,

            Optional<String> feePlanId) {}

    @Schema(name = "SettlementRunRequest")
    record RunRequest(
            @Schema(description = "Settles with this merchant up to now. Absent: with all, through yesterday.")
            Optional<String> merchantId) {}

    @Schema(name = "SettlementRun")
    record RunBody(
            @Schema(description = "Days are settled through this one.") @NotNull
            LocalDate through,

            @Schema(description = "How many settlements were made now.") @NotNull
            int settled,

            @Schema(description = "With how many merchants it could not be settled; the next run tries again.") @NotNull
            int waiting,

            @Schema(
                    description =
                            "The settlement with the merchant that was asked for, if there was something to settle.")
            Optional<String> settlementId) {}

    @GetMapping("/settlements")
    @Operation(operationId = "settlements", summary = "Settlements, newest first: one's own, for staff everybody's")
    Page<SettlementBody> list(
            @RequestParam Optional<String> merchantId,
            PageRequest page,
            @Parameter(hidden = true) Principal principal) {
        return listed(
                principal.isStaff() ? merchantId.filter(id -> !id.isEmpty()) : Optional.of(principal.merchant()), page);
    }

    @GetMapping(path = "/settlements.csv", produces = "text/csv")
    @Operation(operationId = "settlementsCsv", summary = "Settlements as a file, for staff")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(@RequestParam Optional<String> merchantId, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Optional<String> whose = merchantId.filter(id -> !id.isEmpty());
        CsvDownload.write(response, "settlements", COLUMNS, page -> listed(whose, page));
    }

    private Page<SettlementBody> listed(Optional<String> whose, PageRequest page) {
        Optional<Cursor> after = page.after(2);
        Page<Settlement> found = Page.cut(
                store.list(
                        whose,
                        after.map(cursor -> Instant.parse(cursor.text(0))),
                        after.map(cursor -> cursor.text(1)),
                        page.limit()),
                page.limit(),
                last -> Cursor.of(last.settledAt(), last.drawn().id()));
        Map<String, MerchantProfile> names = merchants.find(
                found.items().stream().map(each -> each.drawn().merchantId()).toList());
        return found.map(each -> body(each, names));
    }

    @GetMapping("/settlements/{id}")
    @Operation(operationId = "settlement", summary = "A settlement")
    SettlementBody one(@PathVariable String id, @Parameter(hidden = true) Principal principal) {
        Settlement settlement = found(id, principal);
        return body(settlement, merchants.find(List.of(settlement.drawn().merchantId())));
    }

    @GetMapping("/settlements/{id}/lines")
    @Operation(operationId = "settlementLines", summary = "The payments and refunds that it settles, with their fees")
    Page<LineBody> lines(@PathVariable String id, PageRequest page, @Parameter(hidden = true) Principal principal) {
        Settlement settlement = found(id, principal);
        int after = (int)
                Math.clamp(page.after(1).map(cursor -> cursor.number(0)).orElse(0L), 0L, (long) Integer.MAX_VALUE);
        Currency currency = settlement.drawn().currency();
        return Page.cut(store.lines(id, after, page.limit() + 1), page.limit(), last -> Cursor.of(last.n()))
                .map(line -> body(line, currency));
    }

    @GetMapping(path = "/settlements/{id}/statement", produces = "text/csv")
    @Operation(operationId = "settlementStatement", summary = "The same as CSV, with its sums at the end")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    ResponseEntity<StreamingResponseBody> statement(
            @PathVariable String id, @Parameter(hidden = true) Principal principal) {
        Settlement settlement = found(id, principal);
        StreamingResponseBody csv = out -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            SettlementCsv file = new SettlementCsv(text, settlement.drawn().currency(), zone);
            file.head();
            List<Line> page;
            int after = 0;
            do {
                page = store.lines(id, after, LINES_AT_ONCE);
                for (Line line : page) {
                    file.line(line);
                    after = line.n();
                }
            } while (page.size() == LINES_AT_ONCE);
            file.sums(settlement);
            text.flush();
        };
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"settlement-" + day(settlement) + "-" + id + ".csv\"")
                .body(csv);
    }

    @PostMapping("/settlement-runs")
    @Operation(
            operationId = "runSettlements",
            summary = "Settles what is due, and pays it out",
            description = "Asked again, it does what is left to do: nothing is settled or paid twice.")
    RunBody run(@Valid @RequestBody RunRequest request) {
        if (request.merchantId().isEmpty()) {
            SettlingMerchants.Run run = settling.runThroughYesterday();
            return new RunBody(run.through(), run.settled(), run.waiting(), Optional.empty());
        }
        return switch (settling.settleNow(request.merchantId().get())) {
            case SettlingMerchants.Outcome.Done(var settlement) ->
                new RunBody(
                        day(settlement), 1, 0, Optional.of(settlement.drawn().id()));
            case SettlingMerchants.Outcome.Nothing(var through) ->
                new RunBody(LocalDate.ofInstant(through, zone), 0, 0, Optional.empty());
            case SettlingMerchants.Outcome.NoSuchMerchant() ->
                throw ProblemException.ofField("merchantId", "not-found", "is not a merchant");
            case SettlingMerchants.Outcome.Later(String _) ->
                throw new ProblemException(ProblemType.CONFLICT, "It can't be settled now; the next run tries again.");
        };
    }

    private Settlement found(String id, Principal principal) {
        return store.find(id)
                .filter(each -> principal.isStaff()
                        || principal
                                .merchantId()
                                .equals(Optional.of(each.drawn().merchantId())))
                .orElseThrow(ProblemException::notFound);
    }

    private LocalDate day(Settlement settlement) {
        return LocalDate.ofInstant(settlement.drawn().until().minusNanos(1), zone);
    }

    private SettlementBody body(Settlement settlement, Map<String, MerchantProfile> names) {
        Drawn drawn = settlement.drawn();
        Division division = settlement.division();
        Currency currency = drawn.currency();
        MerchantProfile merchant = names.get(drawn.merchantId());
        return new SettlementBody(
                drawn.id(),
                drawn.merchantId(),
                merchant == null ? drawn.merchantId() : merchant.name(),
                day(settlement),
                Optional.of(drawn.since()).filter(Instant.EPOCH::isBefore),
                drawn.until(),
                drawn.payments(),
                new Money(drawn.paymentsMinor(), currency),
                drawn.refunds(),
                new Money(drawn.refundsMinor(), currency),
                new Money(drawn.fees(), currency),
                new Money(drawn.feesBack(), currency),
                new Money(drawn.carriedIn(), currency),
                new Money(drawn.feesOwedIn(), currency),
                new Money(division.feesOwed(), currency),
                new Money(division.repaid(), currency),
                new Money(division.paid(), currency),
                new Money(division.carried(), currency),
                settlement.settledAt(),
                settlement.payout().map(Settlement.PaidBy::id),
                settlement.payout().map(Settlement.PaidBy::state));
    }

    private static LineBody body(Line line, Currency currency) {
        return new LineBody(
                line.n(),
                line.kind(),
                line.reference(),
                line.paymentId(),
                line.recordedAt(),
                new Money(line.gross(), currency),
                new Money(line.fee(), currency),
                line.planId());
    }
}
