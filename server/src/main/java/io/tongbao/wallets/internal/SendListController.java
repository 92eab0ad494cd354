package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.People;
import io.tongbao.identity.People.Person;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.wallets.internal.SendController.RecipientBody;
import io.tongbao.wallets.internal.SendStore.Listed;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All sends, for staff: who, to whom, how much. What they said to each other stays between them. */
@RestController
@Tag(name = "customers")
class SendListController {
    private static final String DESCRIPTION =
            "from and until are days in the platform's zone, until not included. q is the id of a send, or of who gave or got"
                    + " it. atLeast is in minor units.";

    private static final List<Column<LineBody>> COLUMNS = List.of(
            new Column<>("id", LineBody::id),
            new Column<>("at", LineBody::at),
            new Column<>("senderId", line -> line.sender().id()),
            new Column<>("sender", line -> line.sender().nameMasked()),
            new Column<>("recipientId", line -> line.recipient().id()),
            new Column<>("recipient", line -> line.recipient().nameMasked()),
            new Column<>("currency", line -> line.amount().currency().code()),
            new Column<>("amount", LineBody::amount),
            new Column<>("entryId", LineBody::entryId));

    private final SendStore store;
    private final People people;
    private final Clock clock;

    SendListController(SendStore store, People people, Clock clock) {
        this.store = store;
        this.people = people;
        this.clock = clock;
    }

    @Schema(name = "SendLine")
    record LineBody(
            @NotNull String id,
            @NotNull Instant at,
            @NotNull RecipientBody sender,
            @NotNull RecipientBody recipient,
            @NotNull Money amount,
            @NotNull String entryId) {}

    @GetMapping("/sends")
    @Operation(operationId = "allSends", summary = "All sends, newest first", description = DESCRIPTION)
    Page<LineBody> list(
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            @RequestParam Optional<@Min(value = 1, message = "must be at least 1") Long> atLeast,
            @RequestParam Optional<@PlainText @Size(max = 80) String> q,
            PageRequest page) {
        return lines(new Asked(from, until, atLeast, q), page);
    }

    @GetMapping(path = "/sends.csv", produces = "text/csv")
    @Operation(operationId = "allSendsCsv", summary = "The same as a file", description = DESCRIPTION)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void csv(
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> until,
            @RequestParam Optional<@Min(value = 1, message = "must be at least 1") Long> atLeast,
            @RequestParam Optional<@PlainText @Size(max = 80) String> q,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        Asked asked = new Asked(from, until, atLeast, q);
        CsvDownload.write(response, "sends", COLUMNS, page -> lines(asked, page));
    }

    private record Asked(
            Optional<LocalDate> from, Optional<LocalDate> until, Optional<Long> atLeast, Optional<String> q) {}

    private Page<LineBody> lines(Asked asked, PageRequest page) {
        SendStore.Filter filter = new SendStore.Filter(
                asked.from().map(this::startOf),
                asked.until().map(this::startOf),
                asked.atLeast().map(OptionalLong::of).orElseGet(OptionalLong::empty),
                asked.q().map(String::strip).filter(text -> !text.isEmpty()),
                page.after(2)
                        .map(cursor -> new SendStore.Position(
                                Instant.EPOCH.plus(cursor.number(0), ChronoUnit.MICROS), cursor.text(1))));
        Page<Listed> cut = Page.cut(
                store.list(filter, page.limit() + 1),
                page.limit(),
                last -> Cursor.of(
                        ChronoUnit.MICROS.between(Instant.EPOCH, last.send().at()),
                        last.send().id()));
        Map<String, Person> both = people.find(cut.items().stream()
                .flatMap(each -> Stream.of(each.send().senderId(), each.send().recipientId()))
                .distinct()
                .toList());
        return cut.map(each -> new LineBody(
                each.send().id(),
                each.send().at(),
                RecipientBody.of(both, each.send().senderId()),
                RecipientBody.of(both, each.send().recipientId()),
                each.send().amount(),
                Long.toString(each.entryId())));
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }
}
