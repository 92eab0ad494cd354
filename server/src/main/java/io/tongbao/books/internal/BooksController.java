package io.tongbao.books.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.books.internal.BooksViews.AccountView;
import io.tongbao.books.internal.BooksViews.EntryView;
import io.tongbao.books.internal.BooksViews.StatementLineView;
import io.tongbao.books.internal.BooksViews.TrialBalanceView;
import io.tongbao.ledger.AccountQuery;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.EntryPage;
import io.tongbao.ledger.EntryQuery;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.StatementPage;
import io.tongbao.ledger.StatementQuery;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The books as staff see them. Accounts are named by opaque codes, never by people. */
@RestController
@RequestMapping("/books")
@Tag(name = "books")
class BooksController {
    private final Ledger ledger;

    BooksController(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/trial-balance")
    @Operation(operationId = "trialBalance", summary = "Sums by asset and group; every asset sums to zero")
    TrialBalanceView trialBalance() {
        return TrialBalanceView.of(ledger.trialBalance());
    }

    @GetMapping("/accounts")
    @Operation(operationId = "listAccounts", summary = "Accounts with their balances, in order of their codes")
    Page<AccountView> accounts(
            @RequestParam Optional<String> group, @RequestParam Optional<String> q, PageRequest page) {
        Optional<String> after = page.after(1).map(cursor -> cursor.text(0));
        List<Balance> oneMore =
                ledger.accounts(new AccountQuery(nonBlank(group), nonBlank(q), after, page.limit() + 1));
        return Page.cut(oneMore, page.limit(), account -> Cursor.of(account.code()))
                .map(AccountView::of);
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
        OptionalLong before =
                page.after(1).map(cursor -> OptionalLong.of(cursor.number(0))).orElseGet(OptionalLong::empty);
        EntryPage entries = ledger.entries(new EntryQuery(nonBlank(kind), before, page.limit()));
        Optional<String> next = entries.next().isPresent()
                ? Optional.of(Cursor.of(entries.next().getAsLong()).toString())
                : Optional.empty();
        return new Page<>(entries.entries().stream().map(EntryView::of).toList(), next);
    }

    @GetMapping("/entries/{id}")
    @Operation(operationId = "getEntry", summary = "One entry with its transfers")
    EntryView entry(@PathVariable String id) {
        return entryNumber(id).stream()
                .boxed()
                .findFirst()
                .flatMap(ledger::entry)
                .map(EntryView::of)
                .orElseThrow(ProblemException::notFound);
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
