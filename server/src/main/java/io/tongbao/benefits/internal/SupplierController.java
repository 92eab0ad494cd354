package io.tongbao.benefits.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.benefits.internal.SupplierStatements.Line;
import io.tongbao.benefits.internal.SupplierStatements.Moved;
import io.tongbao.benefits.internal.SupplierStatements.Statement;
import io.tongbao.benefits.internal.SupplierStore.Supplier;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.People;
import io.tongbao.identity.Principal;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.TypeIds;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Suppliers of benefits, and their statements. */
@RestController
@Tag(name = "Benefits")
class SupplierController {
    static final String PREFIX = "sup";

    private static final List<Column<GivenView>> COLUMNS = List.of(
            new Column<>("at", GivenView::at),
            new Column<>("benefit", GivenView::benefit),
            new Column<>("code", GivenView::code),
            new Column<>("customer", GivenView::customer),
            new Column<>("how", GivenView::how),
            new Column<>("id", GivenView::id),
            new Column<>("owed", GivenView::owed));

    private final SupplierStore store;
    private final SupplierStatements statements;
    private final CodeSecrets secrets;
    private final People people;
    private final AuditNotes audit;
    private final Clock clock;

    SupplierController(
            SupplierStore store,
            SupplierStatements statements,
            CodeSecrets secrets,
            People people,
            AuditNotes audit,
            Clock clock) {
        this.store = store;
        this.statements = statements;
        this.secrets = secrets;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    @Schema(name = "Supplier")
    record SupplierView(
            @NotNull String id,
            @NotNull String name,
            @NotNull Instant addedAt,

            @Schema(description = "How many of its benefits there are.") @NotNull
            long benefits) {
        static SupplierView of(Supplier supplier) {
            return new SupplierView(supplier.id(), supplier.name(), supplier.madeAt(), supplier.benefits());
        }
    }

    @Schema(name = "SupplierName")
    record SupplierName(
            @NotBlank(message = "is missing") @PlainText @Size(max = 60, message = "must have at most 60 characters")
            String name) {}

    @GetMapping("/suppliers")
    @Operation(operationId = "listSuppliers", summary = "Who supplies benefits, the newest first")
    Page<SupplierView> list(PageRequest page) {
        return Page.cut(
                        store.list(page.after(1).map(cursor -> cursor.id(0, PREFIX)), page.limit() + 1),
                        page.limit(),
                        last -> Cursor.of(last.id()))
                .map(SupplierView::of);
    }

    @PostMapping("/suppliers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "addSupplier", summary = "A new supplier")
    SupplierView add(@Valid @RequestBody SupplierName asked, Principal staff) {
        String id = TypeIds.next(PREFIX);
        if (!store.insert(id, asked.name().strip(), staff.id(), clock.instant())) {
            throw nameTaken();
        }
        audit.concerns(id);
        return supplier(id);
    }

    @GetMapping("/suppliers/{id}")
    @Operation(operationId = "readSupplier", summary = "One supplier")
    SupplierView supplier(@PathVariable String id) {
        return SupplierView.of(store.find(id).orElseThrow(ProblemException::notFound));
    }

    @PutMapping("/suppliers/{id}")
    @Operation(operationId = "renameSupplier", summary = "Gives a supplier another name")
    SupplierView rename(@PathVariable String id, @Valid @RequestBody SupplierName asked) {
        if (!store.rename(id, asked.name().strip())) {
            throw nameTaken();
        }
        return supplier(id);
    }

    private static ProblemException nameTaken() {
        return new ProblemException(ProblemType.CONFLICT, "Another supplier has the name.")
                .withField("name", "used", "belongs to another supplier");
    }

    @Schema(name = "SupplierStatement", description = "opening + uploaded − given − expired = closing, in codes.")
    record StatementView(
            @NotNull String supplierId,
            @NotNull String name,
            @NotNull YearMonth month,
            @NotNull Instant from,
            @NotNull Instant until,
            @NotNull long opening,
            @NotNull long uploaded,
            @NotNull long given,
            @NotNull long expired,
            @NotNull long closing,

            @Schema(description = "For the codes that were given in the month, by currency.") @NotNull
            List<Money> owed,

            @Schema(description = "Owed in all and not paid yet, now, by the books.") @NotNull
            List<Money> payable,

            @Schema(description = "Whether all that was ever counted comes to what the books hold now.") @NotNull
            boolean tied) {}

    @GetMapping("/suppliers/{id}/statement")
    @Operation(
            operationId = "supplierStatement",
            summary = "What came from a supplier in a month, what was given and ended of it, and what is owed")
    StatementView statement(@PathVariable String id, @RequestParam Optional<YearMonth> month) {
        Asked asked = asked(id, month);
        Statement statement = statements.statement(id, asked.from(), asked.until());
        Moved moved = statement.moved();
        return new StatementView(
                id,
                asked.supplier().name(),
                asked.month(),
                asked.from(),
                asked.until(),
                moved.opening(),
                moved.uploaded(),
                moved.given(),
                moved.expired(),
                moved.closing(),
                statement.owed(),
                statement.payable(),
                statement.tied());
    }

    @Schema(name = "SupplierStatementBenefit")
    record LineView(
            @NotNull String benefitId,
            @NotNull String name,
            @NotNull long opening,
            @NotNull long uploaded,
            @NotNull long given,
            @NotNull long expired,
            @NotNull long closing,
            @NotNull Money cost,

            @Schema(description = "Given in the month, by its cost.") @NotNull
            Money owed,

            @NotNull boolean tied) {
        static LineView of(Line line) {
            return new LineView(
                    line.benefit().id(),
                    line.benefit().terms().name(),
                    line.moved().opening(),
                    line.moved().uploaded(),
                    line.moved().given(),
                    line.moved().expired(),
                    line.moved().closing(),
                    line.benefit().cost(),
                    line.owed(),
                    line.tied());
        }
    }

    @GetMapping("/suppliers/{id}/statement-benefits")
    @Operation(operationId = "supplierStatementBenefits", summary = "The same month by benefit")
    Page<LineView> lines(@PathVariable String id, @RequestParam Optional<YearMonth> month, PageRequest page) {
        Asked asked = asked(id, month);
        Optional<String> before = page.after(1).map(cursor -> cursor.id(0, BenefitController.PREFIX));
        List<Line> oneMore = statements.statement(id, asked.from(), asked.until()).lines().stream()
                .filter(line -> before.isEmpty() || line.benefit().id().compareTo(before.get()) < 0)
                .limit(page.limit() + 1L)
                .toList();
        return Page.cut(oneMore, page.limit(), last -> Cursor.of(last.benefit().id()))
                .map(LineView::of);
    }

    /** @param code masked, and the customer's number too */
    private record GivenView(
            Instant at, String benefit, String code, String customer, String how, String id, Money owed) {}

    @GetMapping(path = "/suppliers/{id}/statement.csv", produces = "text/csv")
    @Operation(
            operationId = "supplierStatementCsv",
            summary = "Every code that was given in the month, masked, the oldest first, as a file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(
            @PathVariable String id,
            @RequestParam Optional<YearMonth> month,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Asked asked = asked(id, month);
        CsvDownload.write(response, "supplier-" + asked.month(), COLUMNS, page -> given(asked, page));
    }

    private Page<GivenView> given(Asked asked, PageRequest page) {
        Page<SupplierStatements.Given> given = Page.cut(
                statements.given(
                        asked.supplier().id(),
                        asked.from(),
                        asked.until(),
                        page.after(2)
                                .map(cursor -> new SupplierStatements.After(
                                        Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS), cursor.text(1))),
                        page.limit() + 1),
                page.limit(),
                last -> Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, last.at()), last.id()));
        Map<String, People.Person> owners = people.find(given.items().stream()
                .map(SupplierStatements.Given::owner)
                .distinct()
                .toList());
        return given.map(each -> new GivenView(
                each.at(),
                each.benefitName(),
                secrets.masked(each.code().codeId(), each.code().sealed()),
                Optional.ofNullable(owners.get(each.owner()))
                        .map(People.Person::phoneMasked)
                        .orElse(""),
                each.how(),
                each.id(),
                each.cost()));
    }

    private record Asked(Supplier supplier, YearMonth month, Instant from, Instant until) {}

    /** A month of the house's calendar; this one if none is named. */
    private Asked asked(String id, Optional<YearMonth> named) {
        Supplier supplier = store.find(id).orElseThrow(ProblemException::notFound);
        YearMonth month = named.orElseGet(() -> YearMonth.now(clock));
        return new Asked(
                supplier,
                month,
                month.atDay(1).atStartOfDay(clock.getZone()).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(clock.getZone()).toInstant());
    }
}
