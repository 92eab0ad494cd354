package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PaperWords;
import io.tongbao.platform.ProblemException;
import io.tongbao.wallets.internal.Bills.Named;
import jakarta.validation.constraints.NotNull;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "wallet")
class BillController {
    private static final int MAX_SEARCH = 60;

    /** Bills of these come once the money has moved. */
    private static final Set<Bill.Kind> RECEIPTS =
            Set.of(Bill.Kind.TOP_UP, Bill.Kind.WITHDRAWAL, Bill.Kind.SEND_IN, Bill.Kind.SEND_OUT);

    private final Bills bills;
    private final Spending spending;
    private final BusinessDay day;

    BillController(Bills bills, Spending spending, BusinessDay day) {
        this.bills = bills;
        this.spending = spending;
        this.day = day;
    }

    @Schema(name = "BillKind", enumAsRef = true)
    enum KindBody {
        payment,
        refund,
        top_up,
        withdrawal,
        send_in,
        send_out
    }

    @Schema(name = "BillDirection", enumAsRef = true)
    enum DirectionBody {
        in,
        out
    }

    @Schema(name = "BillState", enumAsRef = true)
    enum StateBody {
        pending,
        declined,
        paid,
        partly_refunded,
        refunded,
        settled,
        sent,
        received
    }

    @Schema(name = "Bill")
    record BillBody(
            @NotNull String id,
            @NotNull KindBody kind,
            @NotNull Instant at,

            @Schema(description = "The shop, the other person (masked) or the card; null for a bank transfer.")
            Optional<String> counterparty,

            @Schema(
                    description =
                            "What the person gave or got, from the balance or a card; below zero when money went out.")
            @NotNull
            Money amount,

            @NotNull StateBody state,

            @Schema(description = "Discount and cashback, or a top-up's bonus; null if there was none.")
            Optional<Money> saved,

            @Schema(description = "What to open: the payment (also of a refund), top-up, withdrawal, transfer or send.")
            @NotNull
            String referenceId,

            @Schema(description = "Who was paid or paid back, and under which category; null for what is not spent.")
            Optional<CategoryBody> spentAt) {}

    @Schema(name = "BillCategory")
    record CategoryBody(
            @NotNull String merchantId,

            @Schema(description = "A code of GET /merchant-categories.") @NotNull
            String category,

            @Schema(description = "Whether the customer chose it, in place of what the merchant says.") @NotNull
            boolean corrected) {}

    @Schema(name = "MonthSums")
    record SumsBody(
            @NotNull String currency,
            @NotNull Money in,
            @NotNull Money out,
            @NotNull Money saved,
            @NotNull long bills) {}

    @GetMapping("/bills")
    @Operation(operationId = "listBills", summary = "What came and went, newest first")
    Page<BillBody> list(
            @RequestParam Optional<KindBody> kind,
            @RequestParam Optional<DirectionBody> direction,
            @Schema(example = "2026-11") @RequestParam Optional<String> month,
            @Schema(description = "Only what was spent under this category.") @RequestParam Optional<String> category,
            @RequestParam Optional<String> q,
            PageRequest page,
            Principal principal) {
        return bills.list(
                        principal.id(),
                        kind.map(value -> Bill.Kind.valueOf(value.name().toUpperCase(Locale.ROOT))),
                        direction.map(value -> value == DirectionBody.in),
                        month.filter(text -> !text.isEmpty()).map(Months::parse),
                        category.filter(text -> !text.isEmpty()).map(code -> SpendingController.known(spending, code)),
                        q.flatMap(text -> FreeText.check("q", text, MAX_SEARCH)),
                        page)
                .map(BillController::body);
    }

    @GetMapping("/bills/{id}")
    @Operation(operationId = "billById", summary = "One line of the bills")
    BillBody find(@PathVariable String id, Principal principal) {
        return bills.find(principal.id(), id).map(BillController::body).orElseThrow(ProblemException::notFound);
    }

    @GetMapping(value = "/bills/{id}/receipt.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(
            operationId = "billReceiptPdf",
            summary =
                    "The receipt of a top-up, a withdrawal or a send on paper; a payment's is GET /payments/{id}/receipt.pdf")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/pdf", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> receipt(
            @PathVariable String id,
            @RequestParam PaperWords.Language language,
            @Parameter(hidden = true) Principal principal) {
        Named named = bills.find(principal.id(), id)
                .filter(found -> RECEIPTS.contains(found.bill().kind()))
                .orElseThrow(ProblemException::notFound);
        var out = new ByteArrayOutputStream();
        new BillPaper(PaperWords.beside(BillPaper.class, language), day.zone()).write(named, out);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("tongbao-" + named.bill().referenceId() + ".pdf")
                                .build()
                                .toString())
                .body(out.toByteArray());
    }

    @GetMapping("/bill-sums")
    @Operation(operationId = "billSums", summary = "What came, went and was saved in a month, by currency")
    Page<SumsBody> sums(@Schema(example = "2026-11") @RequestParam String month, Principal principal) {
        return Page.of(bills.sums(principal.id(), Months.parse(month)).stream()
                .map(sums -> new SumsBody(
                        sums.currency(),
                        Money.of(sums.in(), sums.currency()),
                        Money.of(sums.out(), sums.currency()),
                        Money.of(sums.saved(), sums.currency()),
                        sums.bills()))
                .toList());
    }

    private static BillBody body(Named named) {
        Bill bill = named.bill();
        return new BillBody(
                bill.id(),
                KindBody.valueOf(bill.kind().code()),
                bill.at(),
                named.counterparty(),
                bill.amount(),
                StateBody.valueOf(bill.state()),
                Optional.of(bill.saved())
                        .filter(saved -> saved.minor() > 0 && !bill.state().equals("declined")),
                bill.referenceId(),
                named.category()
                        .map(category ->
                                new CategoryBody(bill.counterpartyId(), category.code(), category.corrected())));
    }
}
