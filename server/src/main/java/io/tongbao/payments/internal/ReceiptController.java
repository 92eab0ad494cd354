package io.tongbao.payments.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.payments.internal.PaymentAnswers.Viewer;
import io.tongbao.platform.PaperWords;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Paying")
class ReceiptController {
    private final PaymentStore store;
    private final PaymentAnswers answers;
    private final Clock clock;

    ReceiptController(PaymentStore store, PaymentAnswers answers, Clock clock) {
        this.store = store;
        this.answers = answers;
        this.clock = clock;
    }

    @GetMapping(value = "/payments/{id}/receipt.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(
            operationId = "receiptPdf",
            summary = "The receipt of one's own payment on paper: every discount and who gave it, what was paid from"
                    + " where, what came back")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/pdf", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> pdf(
            @PathVariable String id,
            @RequestParam PaperWords.Language language,
            @Parameter(hidden = true) Principal customer) {
        PaymentStore.Known known = store.known(id)
                .filter(found -> found.payment().customerId().equals(customer.id()))
                .orElseThrow(ProblemException::notFound);
        if (known.state() != CardErrand.State.DONE) {
            throw new ProblemException(
                    ProblemType.PAYMENT_NOT_PAID, "There is a receipt once the payment has come about.");
        }
        var out = new ByteArrayOutputStream();
        new ReceiptPaper(PaperWords.beside(ReceiptPaper.class, language), clock.getZone())
                .write(
                        answers.payment(known, store.refundedOf(id).gross(), Viewer.CUSTOMER),
                        answers.refunds(store.refundsOf(id), Viewer.CUSTOMER),
                        out);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("tongbao-" + id + ".pdf")
                                .build()
                                .toString())
                .body(out.toByteArray());
    }
}
