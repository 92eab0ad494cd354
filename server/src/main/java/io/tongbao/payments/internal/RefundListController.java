package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.payments.internal.RefundListStore.Listed;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All refunds, for staff. */
@RestController
@Tag(name = "Paying")
class RefundListController {
    private static final String DESCRIPTION =
            "from and until are days in the platform's zone, until not included. q is the id of a refund or of its payment, or"
                    + " the order's number. atLeast is in minor units of the refund's gross.";

    private static final List<Column<LineAnswer>> COLUMNS = List.of(
            new Column<>("id", LineAnswer::id),
            new Column<>("at", LineAnswer::at),
            new Column<>("paymentId", LineAnswer::paymentId),
            new Column<>("orderNumber", LineAnswer::orderNumber),
            new Column<>("merchantId", line -> line.merchant().id()),
            new Column<>("merchant", line -> line.merchant().name()),
            new Column<>("customer", LineAnswer::customerMasked),
            new Column<>("currency", line -> line.gross().currency().code()),
            new Column<>("gross", LineAnswer::gross),
            new Column<>("cashToCustomer", LineAnswer::cashToCustomer),
            new Column<>("toBudget", LineAnswer::toBudget),
            new Column<>("full", LineAnswer::full),
            new Column<>("reason", LineAnswer::reason),
            new Column<>("entryId", LineAnswer::entryId));

    private final RefundListStore store;
    private final Merchants merchants;
    private final PaymentAnswers answers;
    private final Clock clock;

    RefundListController(RefundListStore store, Merchants merchants, PaymentAnswers answers, Clock clock) {
        this.store = store;
        this.merchants = merchants;
        this.answers = answers;
        this.clock = clock;
    }

    @Schema(name = "RefundExtent", enumAsRef = true)
    enum ExtentBody {
        full,
        part
    }

    @Schema(name = "RefundLine")
    record LineAnswer(
            @NotNull String id,
            @NotNull Instant at,
            @NotNull String paymentId,
            Optional<String> orderNumber,
            @NotNull PaymentAnswers.MerchantAnswer merchant,
            Optional<String> customerMasked,
            @NotNull Money gross,
            @NotNull Money cashToCustomer,

            @Schema(description = "What goes back to who bore the discount.") @NotNull
            Money toBudget,

            @Schema(description = "What of cashToCustomer goes back to a card, and how far that is.")
            Optional<PaymentAnswers.ToCardAnswer> toCard,

            @Schema(description = "Whether nothing is left of the payment after it.") @NotNull
            boolean full,

            Optional<String> reason,
            @NotNull String entryId) {}

    @GetMapping("/refunds")
    @Operation(operationId = "allRefunds", summary = "All refunds, newest first", description = DESCRIPTION)
    Page<LineAnswer> list(
            @RequestParam Optional<String> merchantId,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            @RequestParam Optional<ExtentBody> extent,
            @RequestParam Optional<@Min(value = 1, message = "must be at least 1") Long> atLeast,
            @RequestParam Optional<@PlainText @Size(max = 80) String> q,
            PageRequest page) {
        return lines(new Asked(merchantId, from, until, extent, atLeast, q), page);
    }

    @GetMapping(path = "/refunds.csv", produces = "text/csv")
    @Operation(operationId = "allRefundsCsv", summary = "The same as a file", description = DESCRIPTION)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(
            @RequestParam Optional<String> merchantId,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            @RequestParam Optional<ExtentBody> extent,
            @RequestParam Optional<@Min(value = 1, message = "must be at least 1") Long> atLeast,
            @RequestParam Optional<@PlainText @Size(max = 80) String> q,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Asked asked = new Asked(merchantId, from, until, extent, atLeast, q);
        CsvDownload.write(response, "refunds", COLUMNS, page -> lines(asked, page));
    }

    private record Asked(
            Optional<String> merchantId,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            Optional<ExtentBody> extent,
            Optional<Long> atLeast,
            Optional<String> q) {}

    private Page<LineAnswer> lines(Asked asked, PageRequest page) {
        RefundListStore.Filter filter = new RefundListStore.Filter(
                given(asked.merchantId()),
                asked.from().map(this::startOf),
                asked.until().map(this::startOf),
                asked.extent().map(extent -> extent == ExtentBody.full),
                asked.atLeast().map(OptionalLong::of).orElseGet(OptionalLong::empty),
                given(asked.q()),
                page.after(2)
                        .map(cursor -> new RefundListStore.Position(
                                Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS), cursor.text(1))));
        Page<Listed> cut = Page.cut(
                store.list(filter, page.limit() + 1),
                page.limit(),
                last -> Cursor.of(
                        ChronoUnit.MICROS.between(Instant.EPOCH, last.refund().refundedAt()),
                        last.refund().id()));
        Map<String, MerchantProfile> profiles = merchants.find(
                cut.items().stream().map(each -> each.refund().merchantId()).collect(Collectors.toSet()));
        Map<String, String> customers =
                answers.masked(cut.items().stream().map(Listed::customerId).collect(Collectors.toSet()));
        return cut.map(each -> line(each, profiles, customers));
    }

    private LineAnswer line(Listed listed, Map<String, MerchantProfile> profiles, Map<String, String> customers) {
        PaymentAnswers.RefundAnswer refund = answers.refund(listed.refund(), PaymentAnswers.Viewer.MERCHANT_OR_STAFF);
        return new LineAnswer(
                refund.id(),
                refund.at(),
                refund.paymentId(),
                listed.orderNumber(),
                PaymentAnswers.MerchantAnswer.of(
                        Optional.ofNullable(profiles.get(listed.refund().merchantId()))
                                .orElseThrow()),
                Optional.ofNullable(customers.get(listed.customerId())),
                refund.gross(),
                refund.cashToCustomer(),
                refund.toBudget(),
                refund.toCard(),
                refund.full(),
                refund.reason(),
                refund.entryId());
    }

    private static Optional<String> given(Optional<String> parameter) {
        return parameter.map(String::strip).filter(text -> !text.isEmpty());
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }
}
