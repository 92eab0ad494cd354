package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.PaperWords;
import io.tongbao.platform.ProblemException;
import io.tongbao.wallets.internal.Statements.Period;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "wallet")
class StatementController {
    private static final int DAYS_MAX = 366;

    private static final String DESCRIPTION =
            "Every line of the balance and of the bonus in the books, by when it was recorded, with the running balance."
                    + " from and to are days in the platform's zone, both counted; at most 366 of them, none after today.";

    private final Statements statements;
    private final BusinessDay day;

    StatementController(Statements statements, BusinessDay day) {
        this.statements = statements;
        this.day = day;
    }

    @GetMapping(value = "/statements.csv", produces = "text/csv")
    @Operation(operationId = "statementCsv", summary = "One's own statement as a table", description = DESCRIPTION)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")))
    void csv(
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @Schema(example = "CNY") @RequestParam String currency,
            @RequestParam PaperWords.Language language,
            Principal principal,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Period period = period(from, to);
        Currency of = currency(currency);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, named(of, period, "csv"));
        var out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        statements.write(
                principal.id(),
                of,
                period,
                new StatementCsv(out, PaperWords.beside(StatementPaper.class, language), day.zone()));
    }

    @GetMapping(value = "/statements.pdf", produces = "application/pdf")
    @Operation(operationId = "statementPdf", summary = "One's own statement on paper", description = DESCRIPTION)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/pdf", schema = @Schema(type = "string", format = "binary")))
    void pdf(
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @Schema(example = "CNY") @RequestParam String currency,
            @RequestParam PaperWords.Language language,
            Principal principal,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Period period = period(from, to);
        Currency of = currency(currency);
        var paper = new ByteArrayOutputStream();
        statements.write(
                principal.id(),
                of,
                period,
                new StatementPdf(paper, PaperWords.beside(StatementPaper.class, language), day.zone()));
        response.setContentType("application/pdf");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, named(of, period, "pdf"));
        response.setContentLength(paper.size());
        paper.writeTo(response.getOutputStream());
    }

    private Period period(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw ProblemException.ofField("to", "before-from", "must not be before from");
        }
        if (to.isAfter(day.today())) {
            throw ProblemException.ofField("to", "in-future", "must not be after today");
        }
        if (ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
            throw ProblemException.ofField("from", "too-long", "must be at most " + DAYS_MAX + " days before to");
        }
        if (from.getYear() < 1970) {
            throw ProblemException.ofField("from", "invalid", "must not be before 1970");
        }
        return new Period(from, to);
    }

    private static Currency currency(String code) {
        return Currency.find(code)
                .orElseThrow(() -> ProblemException.ofField("currency", "unknown", "must be a currency of ISO 4217"));
    }

    private static String named(Currency currency, Period period, String suffix) {
        return ContentDisposition.attachment()
                .filename("tongbao-" + currency.code() + "-" + period.from() + "-" + period.to() + "." + suffix)
                .build()
                .toString();
    }
}
