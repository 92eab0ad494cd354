package io.tongbao.merchants.internal;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What staff decided about a merchant. */
@RestController
@Tag(name = "Merchants")
class MerchantTimelineController {
    private final MerchantStore merchants;
    private final StaffNames staff;
    private final JdbcClient jdbc;

    MerchantTimelineController(MerchantStore merchants, StaffNames staff, JdbcClient jdbc) {
        this.merchants = merchants;
        this.staff = staff;
        this.jdbc = jdbc;
    }

    private record Decision(long id, String status, Optional<String> reason, String by, Instant at) {}

    @Schema(name = "MerchantEvent")
    record EventAnswer(
            @Schema(
                    description = "What it was from then on.",
                    allowableValues = {"active", "rejected", "suspended"})
            @NotNull
            String status,

            Optional<String> reason,
            @NotNull Instant at,

            @Schema(description = "A member of staff, or what of the house's own did it.") @NotNull
            String by,

            Optional<String> byName) {}

    @GetMapping("/merchants/{id}/timeline")
    @Operation(operationId = "merchantTimeline", summary = "Approved, turned away, stopped: newest first")
    Page<EventAnswer> timeline(@PathVariable String id, PageRequest page) {
        if (merchants.find(id).isEmpty()) {
            throw ProblemException.notFound();
        }
        Optional<Long> before = page.after(1).map(cursor -> cursor.number(0));
        Page<Decision> cut =
                Page.cut(decisions(id, before, page.limit() + 1), page.limit(), last -> Cursor.of(last.id()));
        Map<String, String> names =
                staff.names(cut.items().stream().map(Decision::by).distinct().toList());
        return cut.map(decision -> new EventAnswer(
                decision.status(),
                decision.reason(),
                decision.at(),
                decision.by(),
                Optional.ofNullable(names.get(decision.by()))));
    }

    private List<Decision> decisions(String merchantId, Optional<Long> before, int limit) {
        return jdbc.sql("""
                        select id, status, reason, decided_by, decided_at from merchants.decision
                         where merchant_id = :merchant and (:before::bigint is null or id < :before)
                         order by id desc
                         limit :limit
                        """)
                .param("merchant", merchantId)
                .param("before", before.orElse(null))
                .param("limit", limit)
                .query((row, _) -> new Decision(
                        row.getLong("id"),
                        row.getString("status"),
                        Optional.ofNullable(row.getString("reason")),
                        row.getString("decided_by"),
                        DatabaseTime.instant(row, "decided_at")))
                .list();
    }
}
