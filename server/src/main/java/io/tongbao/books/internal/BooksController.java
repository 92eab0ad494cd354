package io.tongbao.books.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.books.internal.BooksViews.AccountView;
import io.tongbao.books.internal.BooksViews.BalanceAtView;
import io.tongbao.books.internal.BooksViews.ChartView;
import io.tongbao.books.internal.BooksViews.ClosingView;
import io.tongbao.books.internal.BooksViews.EntryStoryView;
import io.tongbao.books.internal.BooksViews.EntryView;
import io.tongbao.books.internal.BooksViews.HeldAccountView;
import io.tongbao.books.internal.BooksViews.StatementLineView;
import io.tongbao.books.internal.BooksViews.TrialBalanceView;
import io.tongbao.events.EntryEvents;
import io.tongbao.ledger.AccountQuery;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.BalanceAt;
import io.tongbao.ledger.EntryPage;
import io.tongbao.ledger.EntryQuery;
import io.tongbao.ledger.EntryStory;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.PeriodClosing;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The books as staff see them. Accounts are named by opaque codes, never by people. */
@RestController
@RequestMapping("/books")
@Tag(name = "books")
class BooksController {
    private static final int HOLDS_AT_MOST = 100;

    private static final List<Column<CsvLine>> COLUMNS = List.of(
            new Column<>("entry", line -> line.entry().id()),
            new Column<>("kind", line -> line.entry().kind()),
            new Column<>("phase", line -> line.entry().phase()),
            new Column<>("recordedAt", line -> line.entry().recordedAt()),
            new Column<>("effectiveAt", line -> line.entry().effectiveAt()),
            new Column<>("origin", line -> line.entry().origin()),
            new Column<>("from", line -> line.transfer().from()),
            new Column<>("to", line -> line.transfer().to()),
            new Column<>("asset", line -> line.transfer().asset()),
            new Column<>("amount", line -> line.transfer().amount()));

    private final Ledger ledger;
    private final EntryEvents events;

    BooksController(Ledger ledger, EntryEvents events) {
        this.ledger = ledger;
        this.events = events;
    }

    @GetMapping("/chart")
    @Operation(operationId = "chartOfAccounts", summary = "The kinds of account, with their rules")
    ChartView chart() {
        return ChartView.of(ledger.chart());
    }

    @GetMapping("/trial-balance")
    @Operation(
            operationId = "trialBalance",
            summary = "Sums by asset and kind of account; every asset sums to zero",
            description =
                    "Now, or at an instant at least a minute past. At an instant, kinds that keep no history are left out. "
                            + "By effective time, entries dated back count when they took effect.")
    TrialBalanceView trialBalance(@RequestParam Optional<Instant> at, @RequestParam Optional<String> by) {
        BalanceAt.By time = by(by);
        return TrialBalanceView.of(at.map(instant -> past("at", () -> ledger.trialBalanceAt(instant, time)))
                .orElseGet(ledger::trialBalance));
    }

    @GetMapping("/accounts")
    @Operation(operationId = "listAccounts", summary = "Accounts with their balances, in order of their codes")
    Page<AccountView> accounts(
            @RequestParam Optional<String> kind, @RequestParam Optional<String> q, PageRequest page) {
        Optional<String> after = page.after(1).map(cursor -> cursor.text(0));
        List<Balance> oneMore = ledger.accounts(new AccountQuery(nonBlank(kind), nonBlank(q), after, page.limit() + 1));
        return Page.cut(oneMore, page.limit(), account -> Cursor.of(account.code()))
                .map(AccountView::of);
    }

    @GetMapping("/accounts/balance")
    @Operation(
            operationId = "accountBalance",
            summary = "A balance with the reservations that hold it, the oldest first, in one consistent read")
    HeldAccountView balance(@RequestParam String code) {
        return ledger.heldBalance(code, HOLDS_AT_MOST).map(HeldAccountView::of).orElseThrow(ProblemException::notFound);
    }

    @GetMapping("/accounts/balance-at")
    @Operation(
            operationId = "accountBalanceAt",
            summary = "How an account stood at an instant that has passed",
            description =
                    "By recorded time, which never changes, or by effective time, in which entries dated back count when they "
                            + "took effect. What was reserved is by recorded time.")
    BalanceAtView balanceAt(@RequestParam String code, @RequestParam Instant at, @RequestParam Optional<String> by) {
        BalanceAt.By time = by(by);
        return switch (past("at", () -> ledger.balanceAt(code, at, time))) {
            case BalanceAt.Was was -> BalanceAtView.of(was);
            case BalanceAt.NotKept _ ->
                throw new ProblemException(
                        ProblemType.HISTORY_NOT_KEPT, "Only the balance now is known of accounts of this kind.");
            case BalanceAt.NoSuchAccount _ -> throw ProblemException.notFound();
        };
    }

    @GetMapping("/accounts/statement")
    @Operation(
            operationId = "accountStatement",
            summary = "An account's transfers with the running balance, newest first")
    Page<StatementLineView> statement(@RequestParam String code, PageRequest page) {
        Balance account = ledger.balance(code).orElseThrow(ProblemException::notFound);
        StatementPage statement = readStatement(code, page);
        return new Page<>(
                statement.lines().stream()
                        .map(line -> StatementLineView.of(line, account.asset()))
                        .toList(),
                statement.next());
    }

    @GetMapping("/entries")
    @Operation(operationId = "listEntries", summary = "Entries with their transfers, newest first")
    Page<EntryView> entries(@RequestParam Optional<String> kind, PageRequest page) {
        return listed(kind, page);
    }

    @GetMapping(path = "/entries.csv", produces = "text/csv")
    @Operation(operationId = "entriesCsv", summary = "The same as a file, a line a transfer")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(@RequestParam Optional<String> kind, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        CsvDownload.write(response, "entries", COLUMNS, page -> {
            Page<EntryView> entries = listed(kind, page);
            return new Page<>(
                    entries.items().stream()
                            .flatMap(entry -> entry.transfers().stream().map(transfer -> new CsvLine(entry, transfer)))
                            .toList(),
                    entries.next());
        });
    }

    private record CsvLine(EntryView entry, BooksViews.TransferView transfer) {}

    private Page<EntryView> listed(Optional<String> kind, PageRequest page) {
        OptionalLong before =
                page.after(1).map(cursor -> OptionalLong.of(cursor.number(0))).orElseGet(OptionalLong::empty);
        EntryPage entries = ledger.entries(new EntryQuery(nonBlank(kind), before, page.limit()));
        Optional<String> next = entries.next().isPresent()
                ? Optional.of(Cursor.of(entries.next().getAsLong()).toString())
                : Optional.empty();
        return new Page<>(entries.entries().stream().map(EntryView::of).toList(), next);
    }

    @GetMapping("/entries/{id}")
    @Operation(
            operationId = "getEntry",
            summary =
                    "One entry with its transfers, what is left of it and what came of it, and the events told beside it")
    EntryStoryView entry(@PathVariable String id) {
        long number = entryNumber(id).orElseThrow(ProblemException::notFound);
        EntryStory story = ledger.story(number).orElseThrow(ProblemException::notFound);
        return EntryStoryView.of(story, events.of(number));
    }

    @GetMapping("/closing")
    @Operation(operationId = "closing", summary = "Up to when the books are closed")
    ClosingView closing() {
        return ClosingView.of(ledger.closedUntil());
    }

    @PostMapping("/closing")
    @Operation(
            operationId = "closeBooks",
            summary = "Closes the books up to an instant at least five minutes past; they are not opened again",
            description = "What would take effect before it is refused from then on.")
    ClosingView close(@RequestBody @Valid CloseRequest request) {
        return switch (ledger.closeUntil(request.until())) {
            case PeriodClosing.ClosedUntil closed -> ClosingView.of(closed.instant());
            case PeriodClosing.ClosedFurther further ->
                throw new ProblemException(
                        ProblemType.BOOKS_CLOSED, "The books are closed up to " + further.until() + " already.");
            case PeriodClosing.TooEarly early ->
                throw ProblemException.ofField(
                        "until", "too-late", "must be at least five minutes past, so at the latest " + early.latest());
        };
    }

    record CloseRequest(@NotNull Instant until) {}

    private static BalanceAt.By by(Optional<String> by) {
        return switch (by.orElse("recorded")) {
            case "recorded" -> BalanceAt.By.RECORDED;
            case "effective" -> BalanceAt.By.EFFECTIVE;
            default -> throw ProblemException.ofField("by", "unknown", "must be recorded or effective");
        };
    }

    private static <T> T past(String field, Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalArgumentException _) {
            throw ProblemException.ofField(field, "too-late", "must be at least a minute past");
        }
    }

    private StatementPage readStatement(String code, PageRequest page) {
        try {
            return ledger.statement(code, new StatementQuery(page.cursor(), page.limit()));
        } catch (IllegalArgumentException _) {
            throw ProblemException.ofField("cursor", "invalid", "must be the next of an earlier page");
        }
    }

    private static OptionalLong entryNumber(String id) {
        try {
            return OptionalLong.of(Long.parseLong(id));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private static Optional<String> nonBlank(Optional<String> text) {
        return text.map(String::strip).filter(kept -> !kept.isEmpty());
    }
}
