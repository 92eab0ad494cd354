package io.tongbao.backtests.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.backtests.internal.BacktestStore.Backtest;
import io.tongbao.backtests.internal.BacktestViews.AudienceView;
import io.tongbao.backtests.internal.BacktestViews.BacktestView;
import io.tongbao.backtests.internal.BacktestViews.CustomerView;
import io.tongbao.backtests.internal.BacktestViews.DayView;
import io.tongbao.backtests.internal.BacktestViews.InterplayView;
import io.tongbao.backtests.internal.BacktestViews.MerchantView;
import io.tongbao.backtests.internal.BacktestViews.MissedView;
import io.tongbao.backtests.internal.BacktestViews.ReachedView;
import io.tongbao.backtests.internal.BacktestViews.ReportView;
import io.tongbao.backtests.internal.BacktestViews.ResultView;
import io.tongbao.backtests.internal.BacktestViews.SplitView;
import io.tongbao.backtests.internal.RunningBacktests.Asked;
import io.tongbao.backtests.internal.RunningBacktests.Outset;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Back-tests, for staff. */
@RestController
@Tag(name = "backtests")
class BacktestController {
    private final RunningBacktests running;
    private final BacktestStore store;
    private final BacktestViews views;

    BacktestController(RunningBacktests running, BacktestStore store, BacktestViews views) {
        this.running = running;
        this.store = store;
        this.views = views;
    }

    @Schema(name = "NewBacktest")
    record NewBacktest(
            @Schema(description = "One, or two to compare.")
            @NotNull(message = "is missing")
            @Size(min = 1, max = 2, message = "must be one draft or two")
            List<@NotNull(message = "is missing") @Valid NewDraft> drafts,

            @Schema(description = "So many days back, today among them.")
            @NotNull(message = "is missing")
            @Min(value = 1, message = "must be at least 1")
            @Max(value = RunningBacktests.MAX_DAYS, message = "must be at most 366")
            Integer days) {}

    @Schema(name = "NewBacktestDraft")
    record NewDraft(
            @NotNull(message = "is missing") String campaignId,
            @NotNull(message = "is missing") Integer version) {}

    @GetMapping("/backtests")
    @Operation(operationId = "listBacktests", summary = "Back-tests, the newest first; of one campaign or of all")
    Page<BacktestView> list(@RequestParam Optional<String> campaign, PageRequest page) {
        Page<Backtest> found = Page.cut(
                store.list(
                        campaign.filter(text -> !text.isBlank()),
                        page.after(1).map(cursor -> cursor.id(0, RunningBacktests.PREFIX)),
                        page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.id()));
        return new Page<>(views.of(found.items()), found.next());
    }

    @PostMapping("/backtests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "startBacktest",
            summary = "Runs a draft, or two, over the payments of the last days, in the background")
    BacktestView start(@Valid @RequestBody NewBacktest asked, IdempotencyKey key, Principal staff) {
        List<Asked> drafts = asked.drafts().stream()
                .map(draft -> new Asked(draft.campaignId(), draft.version()))
                .toList();
        OnceKey once = OnceKey.of(false, asked.days() + " " + drafts, staff.id(), "POST /backtests", key.value());
        return switch (running.begin(drafts, asked.days(), staff.id(), once)) {
            case Outset.Begun begun -> views.of(List.of(begun.backtest())).getFirst();
            case Outset.Invalid invalid -> throw ProblemException.ofFields(invalid.fields());
            case Outset.KeyReused _ ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another request.");
        };
    }

    @GetMapping("/backtests/{id}")
    @Operation(operationId = "readBacktest", summary = "How far it is, and once it is done what came of it")
    ResultView get(@PathVariable String id) {
        return views.of(found(id));
    }

    @PostMapping("/backtests/{id}/stop")
    @Operation(operationId = "stopBacktest", summary = "Stops it; one that has ended stays as it is")
    BacktestView stop(@PathVariable String id) {
        return views.of(List.of(running.stop(id).orElseThrow(ProblemException::notFound)))
                .getFirst();
    }

    @GetMapping("/backtests/{id}/table.csv")
    @Operation(operationId = "downloadBacktestTable", summary = "One of a report's tables as a file for a spreadsheet")
    void table(
            @PathVariable String id,
            @Schema(
                            allowableValues = {
                                "days",
                                "merchants",
                                "audiences",
                                "winners",
                                "frequent",
                                "split-orders",
                                "interplay",
                                "missed"
                            })
                    @RequestParam
                    String table,
            @Schema(description = "The first draft is 1.") @RequestParam(defaultValue = "1") int draft,
            HttpServletResponse response)
            throws IOException {
        List<ReportView> reports = views.of(found(id)).reports();
        if (draft < 1 || draft > reports.size()) {
            throw ProblemException.notFound();
        }
        ReportView report = reports.get(draft - 1);
        switch (table) {
            case "days" ->
                write(
                        response,
                        table,
                        report.days(),
                        reached(
                                DayView::reached,
                                new Column<>("day", DayView::day),
                                new Column<>("left", DayView::left)));
            case "merchants" ->
                write(
                        response,
                        table,
                        report.merchants(),
                        reached(
                                MerchantView::reached,
                                new Column<>("merchant", MerchantView::merchantId),
                                new Column<>("name", MerchantView::name)));
            case "audiences" ->
                write(
                        response,
                        table,
                        report.audiences(),
                        reached(AudienceView::reached, new Column<>("audience", AudienceView::audience)));
            case "winners" -> write(response, table, report.winners(), customers());
            case "frequent" -> write(response, table, report.frequent(), customers());
            case "split-orders" ->
                write(
                        response,
                        table,
                        report.splitOrders(),
                        List.of(
                                new Column<>("customer", SplitView::customerId),
                                new Column<>("name", SplitView::customer),
                                new Column<>("merchant", SplitView::merchant),
                                new Column<>("first", SplitView::first),
                                new Column<>("last", SplitView::last),
                                new Column<>("payments", SplitView::payments),
                                new Column<>("cost", SplitView::cost)));
            case "interplay" ->
                write(
                        response,
                        table,
                        report.interplay(),
                        List.of(
                                new Column<>("offer", InterplayView::offerId),
                                new Column<>("name", InterplayView::name),
                                new Column<>("payments without", InterplayView::paymentsWithout),
                                new Column<>("cost without", InterplayView::without),
                                new Column<>("payments beside", InterplayView::paymentsBeside),
                                new Column<>("cost beside", InterplayView::beside)));
            case "missed" ->
                write(
                        response,
                        table,
                        report.missed(),
                        List.of(
                                new Column<>("reason", MissedView::reason),
                                new Column<>("payments", MissedView::payments)));
            default -> throw ProblemException.notFound();
        }
    }

    private static List<Column<CustomerView>> customers() {
        return reached(
                CustomerView::reached,
                new Column<>("customer", CustomerView::customerId),
                new Column<>("name", CustomerView::customer));
    }

    @SafeVarargs
    private static <T> List<Column<T>> reached(Function<T, ReachedView> reached, Column<T>... first) {
        List<Column<T>> columns = new ArrayList<>(List.of(first));
        columns.add(new Column<>("cost", each -> reached.apply(each).cost()));
        columns.add(new Column<>("payments", each -> reached.apply(each).payments()));
        columns.add(new Column<>("customers", each -> reached.apply(each).customers()));
        columns.add(new Column<>("amount", each -> reached.apply(each).amount()));
        return columns;
    }

    private static <T> void write(HttpServletResponse response, String table, List<T> rows, List<Column<T>> columns)
            throws IOException {
        CsvDownload.write(response, "back-test-" + table, columns, _ -> Page.of(rows));
    }

    private Backtest found(String id) {
        return store.find(id).orElseThrow(ProblemException::notFound);
    }
}
