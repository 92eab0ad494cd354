package io.tongbao.benefits.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.benefits.internal.BenefitBooks.Standing;
import io.tongbao.benefits.internal.StockTurns.Alarm;
import io.tongbao.benefits.internal.UploadingCodes.Outcome;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.TypeIds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Benefits as staff keep them: their terms, their stock and the lists of codes that came. */
@RestController
@Tag(name = "Benefits")
class BenefitController {
    static final String PREFIX = "ben";

    /** Ten thousand million yuan: so many codes of it still sum to what 64 bits hold. */
    private static final long MOST_MINOR = 1_000_000_000_000L;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final BenefitStore store;
    private final SupplierStore suppliers;
    private final BenefitBooks books;
    private final BatchStore batches;
    private final BenefitCodeStore codes;
    private final CodeSecrets secrets;
    private final UploadingCodes uploading;
    private final StockTurns turns;
    private final AuditNotes audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BenefitController(
            BenefitStore store,
            SupplierStore suppliers,
            BenefitBooks books,
            BatchStore batches,
            BenefitCodeStore codes,
            CodeSecrets secrets,
            UploadingCodes uploading,
            StockTurns turns,
            AuditNotes audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.suppliers = suppliers;
        this.books = books;
        this.batches = batches;
        this.codes = codes;
        this.secrets = secrets;
        this.uploading = uploading;
        this.turns = turns;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Schema(name = "BenefitTerms", description = "How a benefit is given; may be written anew.")
    record TermsBody(
            @Schema(example = "视频会员月卡")
            @NotBlank(message = "is missing")
            @PlainText
            @Size(max = 60, message = "must have at most 60 characters")
            String name,

            @Schema(description = "What who has the code does with it.", example = "在视频 App「我的 → 兑换」中输入")
            @NotBlank(message = "is missing")
            @PlainText
            @Size(max = 500, message = "must have at most 500 characters")
            String howToRedeem,

            @NotNull(message = "is missing") Instant claimFrom,
            @NotNull(message = "is missing") Instant claimUntil,

            @Schema(description = "How many one customer may claim.")
            @NotNull(message = "is missing")
            @Min(value = 1, message = "must be at least 1")
            @Max(value = 1_000_000, message = "must be at most 1,000,000")
            Long perCustomer,

            @Schema(description = "Staff are told when so many are left, and when none are.")
            @NotNull(message = "is missing")
            @Min(value = 0, message = "must be at least 0")
            @Max(value = 1_000_000_000, message = "must be at most 1,000,000,000")
            Long lowStock,

            @Schema(description = "Whether it stands in the claim centre; else it is only granted.")
            @NotNull(message = "is missing")
            Boolean listed,

            @Schema(description = "Nobody is given one for now.") @NotNull(message = "is missing")
            Boolean paused) {

        Benefit.Terms terms(int version, String field) {
            List<FieldProblem> wrong = new ArrayList<>();
            if (claimFrom.isBefore(EARLIEST) || claimFrom.isAfter(LATEST)) {
                wrong.add(new FieldProblem(field + "claimFrom", "invalid", "must lie between 2000 and 2200"));
            }
            if (claimUntil.isBefore(EARLIEST) || claimUntil.isAfter(LATEST)) {
                wrong.add(new FieldProblem(field + "claimUntil", "invalid", "must lie between 2000 and 2200"));
            } else if (!claimFrom.isBefore(claimUntil)) {
                wrong.add(new FieldProblem(field + "claimUntil", "before-start", "must be after claimFrom"));
            }
            if (!wrong.isEmpty()) {
                throw ProblemException.ofFields(wrong);
            }
            return new Benefit.Terms(
                    version,
                    name.strip(),
                    howToRedeem.strip(),
                    claimFrom.truncatedTo(ChronoUnit.MICROS),
                    claimUntil.truncatedTo(ChronoUnit.MICROS),
                    perCustomer,
                    lowStock,
                    listed,
                    paused);
        }

        static TermsBody of(Benefit.Terms terms) {
            return new TermsBody(
                    terms.name(),
                    terms.howToRedeem(),
                    terms.claimFrom(),
                    terms.claimUntil(),
                    terms.perCustomer(),
                    terms.lowStock(),
                    terms.listed(),
                    terms.paused());
        }
    }

    @Schema(name = "NewBenefit")
    record NewBenefit(
            @NotBlank(message = "is missing") @Size(max = 64)
            String supplierId,

            @Schema(description = "What it is worth to who has it.") @NotNull(message = "is missing")
            Money worth,

            @Schema(description = "What is owed to the supplier for each that is given.")
            @NotNull(message = "is missing")
            Money cost,

            @NotNull(message = "is missing") @Valid TermsBody terms) {}

    @Schema(name = "NewBenefitTerms")
    record NewTerms(
            @Schema(description = "The version that these replace.") @NotNull(message = "is missing")
            Integer base,

            @NotNull(message = "is missing") @Valid TermsBody terms) {}

    @Schema(name = "Benefit")
    record BenefitView(
            @NotNull String id,
            @NotNull String supplierId,
            @NotNull String supplierName,
            @NotNull Money worth,
            @NotNull Money cost,
            @NotNull Instant addedAt,

            @Schema(description = "Of the terms.") @NotNull int version,

            @NotNull TermsBody terms,

            @Schema(
                    description =
                            "Codes that nobody has and that have not ended, by the books; the same for the others.")
            @NotNull
            long stock,

            @Schema(description = "That ever came.") @NotNull
            long uploaded,

            @NotNull long given,
            @NotNull long expired,

            @Schema(allowableValues = {"open", "not_started", "over", "paused", "gone", "empty"}) @NotNull
            String state) {

        static BenefitView of(Benefit benefit, Standing standing, Instant now) {
            return new BenefitView(
                    benefit.id(),
                    benefit.supplierId(),
                    benefit.supplierName(),
                    benefit.worth(),
                    benefit.cost(),
                    benefit.madeAt(),
                    benefit.terms().version(),
                    TermsBody.of(benefit.terms()),
                    standing.stock(),
                    standing.supplied(),
                    standing.given(),
                    standing.expired(),
                    state(benefit.terms(), standing, now));
        }

        private static String state(Benefit.Terms terms, Standing standing, Instant now) {
            if (terms.paused()) {
                return "paused";
            }
            if (!now.isBefore(terms.claimUntil())) {
                return "over";
            }
            if (standing.stock() == 0) {
                return standing.supplied() == 0 ? "empty" : "gone";
            }
            return now.isBefore(terms.claimFrom()) ? "not_started" : "open";
        }
    }

    @GetMapping("/benefits")
    @Operation(operationId = "listBenefits", summary = "Benefits, the newest first; of one supplier or of all")
    Page<BenefitView> list(@RequestParam Optional<@PlainText @Size(max = 64) String> supplier, PageRequest page) {
        Page<Benefit> cut = Page.cut(
                store.list(
                        supplier.filter(text -> !text.isBlank()),
                        page.after(1).map(cursor -> cursor.id(0, PREFIX)),
                        page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.id()));
        Map<String, Standing> standings = books.of(cut.items());
        return cut.map(benefit -> view(benefit, standings));
    }

    private BenefitView view(Benefit benefit, Map<String, Standing> standings) {
        return BenefitView.of(benefit, Objects.requireNonNull(standings.get(benefit.id())), clock.instant());
    }

    @GetMapping("/benefits/{id}")
    @Operation(operationId = "readBenefit", summary = "One benefit, with its stock")
    BenefitView benefit(@PathVariable String id) {
        Benefit benefit = found(id);
        return view(benefit, books.of(List.of(benefit)));
    }

    private Benefit found(String id) {
        return store.find(id).orElseThrow(ProblemException::notFound);
    }

    @PostMapping("/benefits")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "addBenefit", summary = "A new benefit of a supplier; its codes are uploaded afterwards")
    BenefitView add(@Valid @RequestBody NewBenefit asked, IdempotencyKey key, Principal staff) {
        SupplierStore.Supplier supplier = suppliers
                .find(asked.supplierId())
                .orElseThrow(() -> ProblemException.ofField("supplierId", "unknown", "must be a supplier's"));
        checkAmount("worth.value", asked.worth());
        checkAmount("cost.value", asked.cost());
        if (!asked.cost().currency().equals(asked.worth().currency())) {
            throw ProblemException.ofField("cost.currency", "wrong-currency", "must be that of worth");
        }
        Benefit benefit = new Benefit(
                TypeIds.next(PREFIX),
                supplier.id(),
                supplier.name(),
                asked.worth(),
                asked.cost(),
                clock.instant(),
                asked.terms().terms(1, "terms."));
        OnceKey once = OnceKey.of(false, asked.toString(), staff.id(), "POST /benefits", key.value());
        String request = once.key().toString();
        String content = once.content().toString();
        boolean added =
                Boolean.TRUE.equals(transaction.execute(_ -> store.insert(benefit, request, content, staff.id())));
        String id = added ? benefit.id() : before(request, content);
        audit.concerns(id);
        return benefit(id);
    }

    private String before(String request, String content) {
        return store.ofRequest(request)
                .filter(before -> before.content().equals(content))
                .map(BenefitStore.Asked::benefitId)
                .orElseThrow(BenefitController::keyReused);
    }

    private static void checkAmount(String field, Money amount) {
        if (amount.minor() > MOST_MINOR) {
            throw ProblemException.ofField(field, "max", "must be at most " + MOST_MINOR);
        }
    }

    private static ProblemException keyReused() {
        return new ProblemException(
                ProblemType.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another request.");
    }

    @PutMapping("/benefits/{id}/terms")
    @Operation(
            operationId = "changeBenefitTerms",
            summary = "Writes the terms anew, from now on; what was given stays given")
    BenefitView change(@PathVariable String id, @Valid @RequestBody NewTerms asked, Principal staff) {
        Benefit benefit = found(id);
        Benefit.Terms terms = asked.terms().terms(Math.addExact(benefit.terms().version(), 1), "terms.");
        if (asked.base() != benefit.terms().version() || !store.write(id, terms, staff.id(), clock.instant())) {
            throw new ProblemException(ProblemType.CONFLICT, "Somebody else has written other terms meanwhile.")
                    .withField("base", "outdated", "must be the last version");
        }
        return benefit(id);
    }

    @Schema(name = "BenefitBatch", description = "A list of codes that came.")
    record BatchView(
            @NotNull String id,
            @NotNull String benefitId,
            @NotNull Instant startedAt,

            @Schema(description = "Null while it is being read, or if it was cut.")
            Optional<Instant> finishedAt,

            @Schema(description = "Lines; null as long as finishedAt is.")
            Optional<Long> rows,

            @Schema(description = "Codes that came to the stock.") @NotNull
            long kept,

            @Schema(description = "Rows that are none, or whose code came before.") @NotNull
            long broken) {

        static BatchView of(BatchStore.Batch batch) {
            return new BatchView(
                    batch.id(),
                    batch.benefitId(),
                    batch.startedAt(),
                    batch.whole().map(BatchStore.Whole::at),
                    batch.whole().map(BatchStore.Whole::rows),
                    batch.kept(),
                    batch.broken());
        }
    }

    @PostMapping(
            path = "/benefits/{id}/batches",
            consumes = {"text/csv", "text/plain"})
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "uploadBenefitCodes",
            summary =
                    "Takes a list of codes into the stock: a row each, with the last day on which it can be used, if there is one",
            description =
                    "Rows that are broken or whose code the supplier brought before are told by their lines, the others are kept. A list that"
                            + " was cut goes on where it was when it is sent again under the same Idempotency-Key.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "text/csv",
                                            schema = @Schema(type = "string", example = "VIP-8F3K-22QM,2026-12-31"))))
    BatchView upload(
            @PathVariable String id, IdempotencyKey key, Principal staff, @Parameter(hidden = true) InputStream body)
            throws IOException {
        Benefit benefit = found(id);
        String request = OnceKey.of(false, id, staff.id(), "POST /benefits/batches", key.value())
                .key()
                .toString();
        return switch (uploading.take(benefit, body, staff.id(), request)) {
            case Outcome.Taken taken -> {
                audit.concerns(taken.batch().id());
                yield BatchView.of(taken.batch());
            }
            case Outcome.KeyReused _ -> throw keyReused();
            case Outcome.Busy _ ->
                throw new ProblemException(
                        ProblemType.BUSY, "Send the same list again under the same key: it goes on where it was.");
        };
    }

    @GetMapping("/benefits/{id}/batches")
    @Operation(operationId = "listBenefitBatches", summary = "Lists of codes that came, the newest first")
    Page<BatchView> batches(@PathVariable String id, PageRequest page) {
        found(id);
        return Page.cut(
                        batches.list(
                                id, page.after(1).map(cursor -> cursor.id(0, UploadingCodes.BATCH)), page.limit() + 1),
                        page.limit(),
                        last -> Cursor.of(last.id()))
                .map(BatchView::of);
    }

    @GetMapping("/benefit-batches/{id}")
    @Operation(operationId = "readBenefitBatch", summary = "One list, and how far it is")
    BatchView batch(@PathVariable String id) {
        return BatchView.of(batches.find(id).orElseThrow(ProblemException::notFound));
    }

    @Schema(name = "BenefitBatchProblem")
    record BrokenView(
            @Schema(description = "From 1.") @NotNull long line,

            @Schema(
                    allowableValues = {
                        "empty",
                        "too-long",
                        "not-a-code",
                        "not-a-date",
                        "expired",
                        "twice-in-the-list",
                        "known-already"
                    })
            @NotNull
            String problem) {}

    @GetMapping("/benefit-batches/{id}/problems")
    @Operation(operationId = "listBenefitBatchProblems", summary = "The rows of a list that were not kept, and why")
    Page<BrokenView> problems(@PathVariable String id, PageRequest page) {
        if (batches.find(id).isEmpty()) {
            throw ProblemException.notFound();
        }
        long after = page.after(1).map(cursor -> cursor.number(0)).orElse(0L);
        return Page.cut(batches.broken(id, after, page.limit() + 1), page.limit(), last -> Cursor.of(last.line()))
                .map(row -> new BrokenView(row.line(), row.problem()));
    }

    @Schema(name = "BenefitStockCode", description = "A code as staff see it.")
    record CodeView(
            @NotNull String id,

            @Schema(description = "All but its end is hidden.", example = "••••22QM") @NotNull
            String masked,

            @Schema(description = "On which it can be used last.")
            Optional<LocalDate> lastDay,

            @Schema(allowableValues = {"in_stock", "given", "expired"}) @NotNull
            String state,

            @NotNull String batchId,
            @NotNull long line,
            @NotNull Instant uploadedAt,

            @Schema(description = "When it was given, or ended in the stock.")
            Optional<Instant> overAt,

            @Schema(description = "Who has it.") Optional<String> customerId) {}

    @GetMapping("/benefits/{id}/codes")
    @Operation(operationId = "listBenefitCodes", summary = "A benefit's codes, masked, the newest first")
    Page<CodeView> codes(
            @PathVariable String id,
            @Schema(allowableValues = {"in_stock", "given", "expired"}) @RequestParam Optional<String> state,
            PageRequest page) {
        found(id);
        return Page.cut(
                        codes.codes(
                                id,
                                state.filter(text -> !text.isBlank()).map(BenefitController::state),
                                page.after(1).map(cursor -> cursor.id(0, UploadingCodes.CODE)),
                                page.limit() + 1),
                        page.limit(),
                        last -> Cursor.of(last.code().codeId()))
                .map(code -> new CodeView(
                        code.code().codeId(),
                        secrets.masked(code.code().codeId(), code.code().sealed()),
                        code.lot().lastDay(),
                        code.state().code(),
                        code.batchId(),
                        code.line(),
                        code.uploadedAt(),
                        code.over(),
                        code.owner()));
    }

    private static BenefitCodeStore.State state(String asked) {
        for (BenefitCodeStore.State state : BenefitCodeStore.State.values()) {
            if (state.code().equals(asked)) {
                return state;
            }
        }
        throw ProblemException.ofField("state", "invalid", "must be in_stock, given or expired");
    }

    @Schema(name = "StockAlarm")
    record AlarmView(
            @NotNull String benefitId,
            @NotNull String name,
            @NotNull String supplierName,

            @Schema(
                    description = "still_low: more has come, and not enough.",
                    allowableValues = {"low", "gone", "still_low"})
            @NotNull
            String turn,

            @Schema(description = "What was left then.") @NotNull
            long stock,

            @Schema(description = "The threshold then.") @NotNull
            long lowStock,

            @NotNull Instant at) {

        static AlarmView of(Alarm alarm, Benefit benefit) {
            return new AlarmView(
                    benefit.id(),
                    benefit.terms().name(),
                    benefit.supplierName(),
                    alarm.turn().code(),
                    alarm.stock(),
                    alarm.lowStock(),
                    alarm.at());
        }
    }

    @GetMapping("/stock-alarms")
    @Operation(
            operationId = "listStockAlarms",
            summary = "Benefits whose stock is low or gone since it was told, the last told first")
    Page<AlarmView> alarms(PageRequest page) {
        Page<Alarm> cut = Page.cut(
                turns.standing(clock.instant(), page.after(1).map(cursor -> cursor.number(0)), page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.entryId()));
        Map<String, Benefit> of =
                store.find(cut.items().stream().map(Alarm::benefitId).toList());
        return cut.map(alarm -> AlarmView.of(alarm, Objects.requireNonNull(of.get(alarm.benefitId()))));
    }

    @GetMapping("/benefits/{id}/alarms")
    @Operation(
            operationId = "listBenefitAlarms",
            summary = "Whenever the stock of a benefit fell to its threshold or to nothing, the last time first")
    Page<AlarmView> alarms(@PathVariable String id, PageRequest page) {
        Benefit benefit = found(id);
        return Page.cut(
                        turns.of(id, page.after(1).map(cursor -> cursor.number(0)), page.limit() + 1),
                        page.limit(),
                        last -> Cursor.of(last.entryId()))
                .map(alarm -> AlarmView.of(alarm, benefit));
    }
}
