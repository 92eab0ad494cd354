package io.tongbao.merchants.internal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.App;
import io.tongbao.identity.Principal;
import io.tongbao.identity.Sessions;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.MerchantStatus;
import io.tongbao.merchants.PaymentQr;
import io.tongbao.merchants.Store;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PaperWords;
import io.tongbao.platform.PdfTableStand;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.TypeIds;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Merchants")
class MerchantController {
    private static final List<Column<MerchantAnswer>> COLUMNS = List.of(
            new Column<>("id", MerchantAnswer::id),
            new Column<>("name", MerchantAnswer::name),
            new Column<>("status", merchant -> merchant.status().code()),
            new Column<>("category", MerchantAnswer::category),
            new Column<>("city", MerchantAnswer::city),
            new Column<>("currency", MerchantAnswer::currency),
            new Column<>("licenceNumber", MerchantAnswer::licenceNumber),
            new Column<>("createdAt", MerchantAnswer::createdAt),
            new Column<>("decidedAt", MerchantAnswer::decidedAt));

    private final MerchantStore store;
    private final TillStore tills;
    private final DecidingMerchants deciding;
    private final Sessions sessions;
    private final Clock clock;

    MerchantController(
            MerchantStore store, TillStore tills, DecidingMerchants deciding, Sessions sessions, Clock clock) {
        this.store = store;
        this.tills = tills;
        this.deciding = deciding;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Schema(name = "MerchantApplication")
    record ApplicationRequest(
            @NotBlank(message = "is missing") @PlainText @Size(max = 60, message = "must have at most 60 characters")
            String name,

            @Schema(description = "A code of GET /merchant-categories.") @NotBlank(message = "is missing")
            String category,

            @NotBlank(message = "is missing") @PlainText @Size(max = 40, message = "must have at most 40 characters")
            String city,

            @Schema(description = "Of the business licence (统一社会信用代码 or another register's).")
            @NotBlank(message = "is missing")
            @PlainText
            @Size(max = 40, message = "must have at most 40 characters")
            String licenceNumber,

            @NotBlank(message = "is missing") @PlainText @Size(max = 60, message = "must have at most 60 characters")
            String contactName,

            @Schema(description = "CNY if absent.") Optional<String> currency) {}

    @Schema(name = "Merchant")
    record MerchantAnswer(
            @NotNull String id,
            @NotNull String name,
            @NotNull String category,
            @NotNull String city,
            @NotNull MerchantStatus status,
            @NotNull String currency,

            @Schema(description = "EMVCo text of the static QR.") @NotNull
            String qr,

            @NotNull String licenceNumber,
            @NotNull String contactName,

            @Schema(description = "Why it was turned away or stopped.")
            Optional<String> reason,

            @NotNull Instant createdAt,
            Optional<Instant> decidedAt) {
        static MerchantAnswer of(MerchantStore.Merchant merchant) {
            MerchantProfile profile = merchant.profile();
            return new MerchantAnswer(
                    profile.id(),
                    profile.name(),
                    profile.category(),
                    profile.city(),
                    profile.status(),
                    profile.currency().code(),
                    PaymentQr.ofCounter(profile.id(), Optional.empty()).encode(profile),
                    merchant.licenceNumber(),
                    merchant.contactName(),
                    merchant.decisionReason(),
                    merchant.appliedAt(),
                    merchant.decidedAt());
        }
    }

    @Schema(name = "MerchantPublic")
    record PublicAnswer(
            @NotNull String id,
            @NotNull String name,
            @NotNull String category,
            @NotNull String city) {}

    @Schema(name = "MerchantCategory")
    record CategoryAnswer(
            @NotNull String code,
            @NotNull String nameZh,
            @NotNull String nameEn) {}

    enum DecisionCode {
        APPROVE(DecidingMerchants.Decision.APPROVE),
        REJECT(DecidingMerchants.Decision.REJECT),
        SUSPEND(DecidingMerchants.Decision.SUSPEND);

        private final DecidingMerchants.Decision decision;

        DecisionCode(DecidingMerchants.Decision decision) {
            this.decision = decision;
        }

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static DecisionCode of(String code) {
            return Arrays.stream(values())
                    .filter(each -> each.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be approve, reject or suspend"));
        }
    }

    @Schema(name = "MerchantDecision")
    record DecisionRequest(
            @NotNull(message = "is missing") DecisionCode decision,
            Optional<@PlainText @Size(max = 200, message = "must have at most 200 characters") String> reason) {}

    @GetMapping("/merchant-categories")
    @Operation(operationId = "merchantCategories", summary = "What a merchant may say it sells")
    Page<CategoryAnswer> categories() {
        return Page.of(store.categories().stream()
                .map(each -> new CategoryAnswer(each.code(), each.nameZh(), each.nameEn()))
                .toList());
    }

    @PostMapping("/merchants")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "applyAsMerchant", summary = "Sign up as a merchant; an operator approves")
    MerchantAnswer apply(@Valid @RequestBody ApplicationRequest request, @Parameter(hidden = true) Principal person) {
        if (person.app() != App.MERCHANT) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Sign in at the merchant app to do this.");
        }
        MerchantStore.Category category = store.categories().stream()
                .filter(each -> each.code().equals(request.category()))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField("category", "unknown", "must be a code of the list"));
        Currency currency = Currency.find(request.currency().orElse("CNY"))
                .orElseThrow(() -> ProblemException.ofField("currency", "unknown", "must be a code of ISO 4217"));
        MerchantProfile profile = new MerchantProfile(
                TypeIds.next("mer"),
                request.name().strip(),
                category.code(),
                category.mcc(),
                request.city().strip(),
                currency,
                MerchantStatus.APPLIED);
        MerchantStore.Merchant merchant = new MerchantStore.Merchant(
                profile,
                person.id(),
                request.licenceNumber().strip(),
                request.contactName().strip(),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        boolean cashierElsewhere = store.cashierOf(person.id()).isPresent();
        if (cashierElsewhere || !store.insert(merchant, Optional.empty())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    cashierElsewhere
                            ? "You are a cashier of another merchant."
                            : "You have signed up a merchant already.");
        }
        sessions.rightsChanged(person.id());
        return MerchantAnswer.of(merchant);
    }

    @GetMapping("/merchants/mine")
    @Operation(operationId = "myMerchant", summary = "The merchant for whom one acts, with its static QR")
    MerchantAnswer mine(@Parameter(hidden = true) Principal person) {
        return person.merchantId().flatMap(store::find).map(MerchantAnswer::of).orElseThrow(ProblemException::notFound);
    }

    @GetMapping(value = "/merchants/mine/table-stand.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(
            operationId = "tableStand",
            summary = "The static QR on a sheet of A4 that is folded to stand on the counter")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/pdf", schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> tableStand(
            @RequestParam PaperWords.Language language,
            @Parameter(description = "Of one store's counter; of the shop if absent.") @RequestParam
                    Optional<String> storeId,
            @Parameter(hidden = true) Principal person) {
        MerchantProfile profile = store.find(person.merchant())
                .orElseThrow(ProblemException::notFound)
                .profile();
        if (!profile.isActive()) {
            throw new ProblemException(
                    ProblemType.MERCHANT_NOT_ACTIVE, "The shop takes no payments, so there is no code to put up.");
        }
        Optional<Store> place = storeId.map(id -> tills.find(profile.id(), id)
                .orElseThrow(() -> ProblemException.ofField("storeId", "unknown", "is none of your stores")));
        PaperWords words = PaperWords.beside(MerchantController.class, language);
        var out = new ByteArrayOutputStream();
        new PdfTableStand(
                        PaymentQr.ofCounter(profile.id(), place.map(Store::id)).encode(profile),
                        place.map(at -> profile.name() + " · " + at.name()).orElseGet(profile::name),
                        words.of("stand.call"),
                        words.of("stand.note", profile.id()))
                .write(out, words.of("stand.title", profile.name()), language);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("tongbao-table-stand.pdf")
                                .build()
                                .toString())
                .body(out.toByteArray());
    }

    @GetMapping("/merchants/{id}/public")
    @Operation(operationId = "merchantPublic", summary = "What everybody may know of a merchant")
    PublicAnswer open(@PathVariable String id) {
        return store.find(id)
                .map(MerchantStore.Merchant::profile)
                .filter(profile -> profile.status() == MerchantStatus.ACTIVE)
                .map(profile -> new PublicAnswer(profile.id(), profile.name(), profile.category(), profile.city()))
                .orElseThrow(ProblemException::notFound);
    }

    @GetMapping("/merchants")
    @Operation(operationId = "merchants", summary = "For staff: merchants, newest first")
    Page<MerchantAnswer> merchants(
            @RequestParam Optional<String> status,
            @RequestParam Optional<@PlainText @Size(max = 80) String> q,
            PageRequest page) {
        return listed(status, q, page);
    }

    @GetMapping(path = "/merchants.csv", produces = "text/csv")
    @Operation(operationId = "merchantsCsv", summary = "The same as a file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(
            @RequestParam Optional<String> status,
            @RequestParam Optional<@PlainText @Size(max = 80) String> q,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        CsvDownload.write(response, "merchants", COLUMNS, page -> listed(status, q, page));
    }

    private Page<MerchantAnswer> listed(Optional<String> status, Optional<String> q, PageRequest page) {
        Optional<MerchantStatus> wanted = status.filter(code -> !code.isEmpty())
                .map(code -> MerchantStatus.find(code)
                        .orElseThrow(() -> ProblemException.ofField(
                                "status", "unknown", "must be applied, active, rejected or suspended")));
        return Page.cut(
                        store.list(
                                wanted,
                                q.map(String::strip).filter(words -> !words.isEmpty()),
                                page.after(1).map(cursor -> cursor.text(0)),
                                page.limit()),
                        page.limit(),
                        last -> Cursor.of(last.profile().id()))
                .map(MerchantAnswer::of);
    }

    @GetMapping("/merchants/{id}")
    @Operation(operationId = "merchant", summary = "A merchant, for staff")
    MerchantAnswer merchant(@PathVariable String id) {
        return store.find(id).map(MerchantAnswer::of).orElseThrow(ProblemException::notFound);
    }

    @PostMapping("/merchants/{id}/approval")
    @Operation(operationId = "decideMerchant", summary = "Let a merchant in, turn it away or stop it")
    MerchantAnswer decide(
            @PathVariable String id,
            @Valid @RequestBody DecisionRequest request,
            @Parameter(hidden = true) Principal operator) {
        return switch (deciding.decide(id, request.decision().decision, request.reason(), operator.id())) {
            case DecidingMerchants.Outcome.Decided decided -> {
                sessions.rightsChanged(decided.merchant().ownerId());
                yield MerchantAnswer.of(decided.merchant());
            }
            case DecidingMerchants.Outcome.NotNow not ->
                throw new ProblemException(
                        ProblemType.CONFLICT,
                        "The merchant is " + not.status().code() + ".",
                        Map.of("status", not.status().code()));
            case DecidingMerchants.Outcome.NotThere _ -> throw ProblemException.notFound();
            case DecidingMerchants.Outcome.DocumentsMissing missing ->
                throw new ProblemException(
                        ProblemType.DOCUMENTS_MISSING,
                        "The merchant has not shown all documents that it must, or they are not accepted.",
                        Map.of("kinds", missing.kinds()));
        };
    }
}
