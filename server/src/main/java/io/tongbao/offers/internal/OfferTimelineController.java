package io.tongbao.offers.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.StaffNames;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What staff did with an offer. */
@RestController
@Tag(name = "offers")
class OfferTimelineController {
    private final OfferStore offers;
    private final StaffNames staff;
    private final JdbcClient jdbc;

    OfferTimelineController(OfferStore offers, StaffNames staff, JdbcClient jdbc) {
        this.offers = offers;
        this.staff = staff;
        this.jdbc = jdbc;
    }

    private record Change(String what, String why, String by, Instant at) {}

    @Schema(name = "OfferEvent")
    record EventView(
            @Schema(
                    allowableValues = {
                        "opened",
                        "changed",
                        "paused",
                        "resumed",
                        "ended",
                        "spent_50",
                        "spent_80",
                        "spent_100"
                    })
            @NotNull
            String what,

            @Schema(description = "As whoever did it said; may be empty.") @NotNull
            String why,

            @NotNull Instant at,

            @Schema(description = "A member of staff, or what of the house's own did it.") @NotNull
            String by,

            Optional<String> byName) {}

    @GetMapping("/offers/{id}/timeline")
    @Operation(
            operationId = "offerTimeline",
            summary = "Opened, changed, paused, resumed, ended, how far the budget was spent: newest first")
    Page<EventView> timeline(@PathVariable String id, PageRequest page) {
        if (offers.find(id).isEmpty()) {
            throw ProblemException.notFound();
        }
        Optional<Cursor> after = page.after(2);
        Page<Change> cut = Page.cut(
                changes(id, after, page.limit() + 1),
                page.limit(),
                last -> Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, last.at()), last.what()));
        Map<String, String> names =
                staff.names(cut.items().stream().map(Change::by).distinct().toList());
        return cut.map(change -> new EventView(
                change.what(), change.why(), change.at(), change.by(), Optional.ofNullable(names.get(change.by()))));
    }

    private List<Change> changes(String offerId, Optional<Cursor> after, int limit) {
        return jdbc.sql("""
                        select what, why, changed_by, changed_at
                          from (select what, why, changed_by, changed_at from offers.change where offer_id = :offer
                                union all
                                select 'spent_' || percent, '', 'books', told_at from offers.budget_alert
                                 where offer_id = :offer) happened (what, why, changed_by, changed_at)
                         where (:beforeAt::timestamptz is null
                                or (changed_at, what collate "C") < (:beforeAt, :beforeWhat))
                         order by changed_at desc, what collate "C" desc
                         limit :limit
                        """)
                .param("offer", offerId)
                .param(
                        "beforeAt",
                        after.map(cursor -> DatabaseTime.utc(Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS)))
                                .orElse(null))
                .param("beforeWhat", after.map(cursor -> cursor.text(1)).orElse(null))
                .param("limit", limit)
                .query((row, _) -> new Change(
                        row.getString("what"),
                        row.getString("why"),
                        row.getString("changed_by"),
                        DatabaseTime.instant(row, "changed_at")))
                .list();
    }
}
