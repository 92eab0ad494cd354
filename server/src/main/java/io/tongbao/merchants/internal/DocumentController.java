package io.tongbao.merchants.internal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.merchants.internal.MerchantDocuments.Brought;
import io.tongbao.merchants.internal.MerchantDocuments.Decided;
import io.tongbao.platform.Page;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Merchants")
class DocumentController {
    private final MerchantDocuments documents;
    private final MerchantStore merchants;

    DocumentController(MerchantDocuments documents, MerchantStore merchants) {
        this.documents = documents;
        this.merchants = merchants;
    }

    @Schema(name = "MerchantDocumentKind")
    record KindAnswer(
            @NotNull String code,
            @NotNull String nameZh,
            @NotNull String nameEn,
            @NotNull boolean required) {}

    @Schema(name = "MerchantDocument")
    record DocumentAnswer(
            @NotNull String id,

            @Schema(description = "A code of GET /merchant-document-kinds.") @NotNull
            String kind,

            @NotNull MerchantDocuments.State state,
            @Schema(description = "Why it was refused.") Optional<String> reason,
            @NotNull Instant receivedAt,
            Optional<Instant> decidedAt) {
        static DocumentAnswer of(MerchantDocuments.Document document) {
            return new DocumentAnswer(
                    document.id(),
                    document.kind(),
                    document.state(),
                    document.reason(),
                    document.receivedAt(),
                    document.decidedAt());
        }
    }

    @Schema(name = "BringMerchantDocument")
    record BringRequest(
            @Schema(description = "A code of GET /merchant-document-kinds.") @NotBlank(message = "is missing")
            String kind,

            @Schema(description = "A JPEG or PNG in base 64: at most 5 MiB, no edge above 2048 pixels.")
            @NotNull(message = "is missing")
            byte[] data) {
        @Override
        public String toString() {
            return "BringMerchantDocument[" + kind + "]";
        }
    }

    enum DecisionCode {
        ACCEPT,
        REFUSE;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static DecisionCode of(String code) {
            return Arrays.stream(values())
                    .filter(each -> each.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be accept or refuse"));
        }
    }

    @Schema(name = "MerchantDocumentDecision")
    record DecisionRequest(
            @NotNull(message = "is missing") DecisionCode decision,

            @Schema(description = "A refusal has one; the merchant reads it.")
            Optional<@PlainText @Size(max = 200, message = "must have at most 200 characters") String> reason) {}

    @GetMapping("/merchant-document-kinds")
    @Operation(operationId = "merchantDocumentKinds", summary = "What a merchant shows to prove who it is")
    Page<KindAnswer> kinds() {
        return Page.of(documents.kinds().stream()
                .map(each -> new KindAnswer(each.code(), each.nameZh(), each.nameEn(), each.required()))
                .toList());
    }

    @PostMapping("/merchants/mine/documents")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "bringMerchantDocument",
            summary = "Brings a document",
            description = "It is drawn anew, so that nothing but its pixels is kept, and kept encrypted. It supersedes"
                    + " the one of its kind before it, unless that was accepted.")
    DocumentAnswer bring(@Valid @RequestBody BringRequest body, @Parameter(hidden = true) Principal owner) {
        return switch (documents.bring(owner.merchant(), body.kind(), body.data())) {
            case Brought.Done(var document) -> DocumentAnswer.of(document);
            case Brought.UnknownKind() ->
                throw ProblemException.ofField("kind", "unknown", "must be a code of the list");
            case Brought.NoPicture() ->
                throw ProblemException.ofField(
                        "data", "not-a-picture", "must be a JPEG or PNG of at most 5 MiB and 2048 pixels an edge");
            case Brought.AcceptedAlready() ->
                throw new ProblemException(ProblemType.CONFLICT, "One of this kind was accepted already.");
            case Brought.TooMany(var retryAfter) ->
                throw ProblemException.tooOften("Too many documents were brought today.", retryAfter);
        };
    }

    @GetMapping("/merchants/mine/documents")
    @Operation(operationId = "myMerchantDocuments", summary = "The documents that count, one of a kind, for the owner")
    Page<DocumentAnswer> mine(@Parameter(hidden = true) Principal owner) {
        return counting(owner.merchant());
    }

    @GetMapping("/merchants/mine/documents/{document}/picture")
    @Operation(operationId = "pictureOfMyMerchantDocument", summary = "The picture of a document, for the owner")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> myPicture(@PathVariable String document, @Parameter(hidden = true) Principal owner) {
        return picture(owner.merchant(), document);
    }

    @GetMapping("/merchants/{id}/documents")
    @Operation(
            operationId = "merchantDocuments",
            summary = "A merchant's documents that count, one of a kind, for staff")
    Page<DocumentAnswer> documents(@PathVariable String id) {
        return counting(merchants
                .find(id)
                .orElseThrow(ProblemException::notFound)
                .profile()
                .id());
    }

    @GetMapping("/merchants/{id}/documents/{document}/picture")
    @Operation(operationId = "pictureOfMerchantDocument", summary = "The picture of a document, for staff")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> picture(@PathVariable String id, @PathVariable String document) {
        byte[] jpeg = documents.picture(id, document).orElseThrow(ProblemException::notFound);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"document.jpg\"")
                .cacheControl(CacheControl.noStore())
                .body(jpeg);
    }

    @PostMapping("/merchants/{id}/documents/{document}/decision")
    @Operation(operationId = "decideMerchantDocument", summary = "Accept a document, or refuse it with a reason")
    DocumentAnswer decide(
            @PathVariable String id,
            @PathVariable String document,
            @Valid @RequestBody DecisionRequest request,
            @Parameter(hidden = true) Principal operator) {
        Optional<String> reason = request.reason().map(String::strip).filter(words -> !words.isEmpty());
        Optional<String> refusal = switch (request.decision()) {
            case ACCEPT -> Optional.empty();
            case REFUSE ->
                Optional.of(reason.orElseThrow(() -> ProblemException.ofField("reason", "missing", "is missing")));
        };
        return switch (documents.decide(id, document, refusal, operator.id())) {
            case Decided.Done(var decided) -> DocumentAnswer.of(decided);
            case Decided.NotNow(var state) ->
                throw new ProblemException(
                        ProblemType.CONFLICT,
                        "The document was decided on, or another was brought.",
                        Map.of("state", state.code()));
            case Decided.NotThere() -> throw ProblemException.notFound();
        };
    }

    private Page<DocumentAnswer> counting(String merchantId) {
        return Page.of(
                documents.counting(merchantId).stream().map(DocumentAnswer::of).toList());
    }
}
