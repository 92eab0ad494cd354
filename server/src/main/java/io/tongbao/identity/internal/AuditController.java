package io.tongbao.identity.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.identity.Role;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.Routes;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What staff did: for administrators all of it, for operators what they did themselves. */
@RestController
@Tag(name = "audit log")
class AuditController {
    private static final String DESCRIPTION =
            "from and until are days in the platform's zone, until not included. An operator sees only their own lines.";

    private static final List<Column<LineBody>> COLUMNS = List.of(
            new Column<>("id", LineBody::id),
            new Column<>("at", LineBody::at),
            new Column<>("staffId", LineBody::staffId),
            new Column<>("staffName", LineBody::staffName),
            new Column<>("role", LineBody::role),
            new Column<>("action", LineBody::action),
            new Column<>("discloses", LineBody::discloses),
            new Column<>("things", line -> String.join(" ", line.things())),
            new Column<>("status", line -> line.outcome().map(OutcomeBody::status)),
            new Column<>("problem", line -> line.outcome().flatMap(OutcomeBody::problem)));

    private final AuditStore store;
    private final Clock clock;

    AuditController(AuditStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Schema(name = "AuditOutcome")
    record OutcomeBody(
            @NotNull Instant at,

            @Schema(description = "Of the answer; 2xx is done.") @NotNull
            int status,

            @Schema(description = "The code of the problem by which it was refused.")
            Optional<String> problem) {}

    @Schema(name = "AuditLine")
    record LineBody(
            @NotNull String id,
            @NotNull Instant at,
            @NotNull String staffId,
            @NotNull String staffName,

            @Schema(description = "What they were then.") @NotNull
            String role,

            @Schema(description = "The route: method and pattern.", example = "PUT /merchants/{id}/payout-hold")
            @NotNull
            String action,

            @Schema(
                    description = "Whether it showed a person or took a list out.",
                    allowableValues = {"reveal", "export"})
            Optional<String> discloses,

            @Schema(description = "The ids of what it was about.") @NotNull
            List<String> things,

            @Schema(description = "Absent if the server did not get to tell.")
            Optional<OutcomeBody> outcome) {}

    @GetMapping("/audit-log")
    @Operation(operationId = "auditLog", summary = "What staff did, newest first", description = DESCRIPTION)
    Page<LineBody> list(
            @RequestParam Optional<String> staffId,
            @RequestParam Optional<String> action,
            @Parameter(description = "An id that it was about.") @RequestParam Optional<String> thing,
            @RequestParam Optional<String> discloses,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            PageRequest page,
            @Parameter(hidden = true) Principal viewer) {
        return lines(new Asked(staffId, action, thing, discloses, from, until), page, viewer);
    }

    @GetMapping(path = "/audit-log.csv", produces = "text/csv")
    @Operation(operationId = "auditLogCsv", summary = "The same as a file", description = DESCRIPTION)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(
            @RequestParam Optional<String> staffId,
            @RequestParam Optional<String> action,
            @RequestParam Optional<String> thing,
            @RequestParam Optional<String> discloses,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            @Parameter(hidden = true) Principal viewer,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Asked asked = new Asked(staffId, action, thing, discloses, from, until);
        CsvDownload.write(response, "audit-log", COLUMNS, page -> lines(asked, page, viewer));
    }

    private record Asked(
            Optional<String> staffId,
            Optional<String> action,
            Optional<String> thing,
            Optional<String> discloses,
            Optional<LocalDate> from,
            Optional<LocalDate> until) {}

    private Page<LineBody> lines(Asked asked, PageRequest page, Principal viewer) {
        AuditStore.Filter filter = new AuditStore.Filter(
                whose(given(asked.staffId()), viewer),
                given(asked.action()),
                given(asked.thing()),
                given(asked.discloses()).map(AuditController::disclosure),
                asked.from().map(this::startOf),
                asked.until().map(this::startOf),
                page.after(2)
                        .map(cursor -> new AuditStore.Position(
                                Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS), cursor.id(1, "aud"))));
        return Page.cut(
                        store.lines(filter, page.limit()),
                        page.limit(),
                        last -> Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, last.at()), last.id()))
                .map(AuditController::body);
    }

    private static Optional<String> whose(Optional<String> asked, Principal viewer) {
        if (viewer.is(Role.ADMINISTRATOR)) {
            return asked;
        }
        if (asked.isPresent() && !asked.get().equals(viewer.id())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only administrators see what others did.");
        }
        return Optional.of(viewer.id());
    }

    private static String disclosure(String asked) {
        for (Routes.Disclosure known : Routes.Disclosure.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(asked)) {
                return asked;
            }
        }
        throw ProblemException.ofField("discloses", "unknown", "must be reveal or export");
    }

    private static Optional<String> given(Optional<String> parameter) {
        return parameter.map(String::strip).filter(text -> !text.isEmpty());
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private static LineBody body(AuditStore.Line line) {
        return new LineBody(
                line.id(),
                line.at(),
                line.staffId(),
                line.staffName(),
                line.role(),
                line.action(),
                line.discloses(),
                line.things(),
                line.outcome().map(outcome -> new OutcomeBody(outcome.at(), outcome.status(), outcome.problem())));
    }
}
