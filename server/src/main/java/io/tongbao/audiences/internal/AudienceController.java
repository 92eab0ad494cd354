package io.tongbao.audiences.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.audiences.internal.AudienceStore.Audience;
import io.tongbao.audiences.internal.AudienceStore.Upload;
import io.tongbao.audiences.internal.AudienceStore.What;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.People;
import io.tongbao.identity.Principal;
import io.tongbao.identity.StaffNames;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.CsvDownload.Column;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.TypeIds;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

/** Audiences for staff. */
@RestController
@Tag(name = "audiences")
class AudienceController {
    private static final int MOST = 20_000;
    private static final int LONGEST = 10_000_000;

    private static final List<Column<MemberView>> COLUMNS =
            List.of(new Column<>("customerId", MemberView::customerId), new Column<>("customer", MemberView::masked));

    private final AudienceStore store;
    private final UploadingLists uploading;
    private final People people;
    private final StaffNames staff;
    private final AuditNotes audit;
    private final Clock clock;

    AudienceController(
            AudienceStore store,
            UploadingLists uploading,
            People people,
            StaffNames staff,
            AuditNotes audit,
            Clock clock) {
        this.store = store;
        this.uploading = uploading;
        this.people = people;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    @Schema(name = "Audience")
    record AudienceView(
            @NotNull String id,
            @NotNull String name,
            @NotNull String note,
            @NotNull long members,

            @Schema(description = "Out of the way: offers that are for it stay for it, new ones are not made for it.")
            @NotNull
            boolean archived,

            @NotNull Instant madeAt,

            @Schema(description = "Of the member of staff.") Optional<String> madeByName) {}

    @Schema(name = "NewAudience")
    record NewAudience(
            @NotBlank(message = "is missing") @PlainText @Size(max = 60, message = "must have at most 60 characters")
            String name,

            Optional<@PlainText @Size(max = 500, message = "must have at most 500 characters") String> note) {}

    @Schema(name = "AudienceChange")
    record Change(
            @NotBlank(message = "is missing") @PlainText @Size(max = 60, message = "must have at most 60 characters")
            String name,

            Optional<@PlainText @Size(max = 500, message = "must have at most 500 characters") String> note,

            @NotNull(message = "is missing") Boolean archived) {}

    @GetMapping("/audiences")
    @Operation(operationId = "listAudiences", summary = "Audiences, newest first; those out of the way apart")
    Page<AudienceView> list(
            @RequestParam Optional<@PlainText @Size(max = 60) String> q,
            @RequestParam(defaultValue = "false") boolean archived,
            PageRequest page) {
        Page<Audience> cut = Page.cut(
                store.list(
                        q.map(String::strip).filter(text -> !text.isEmpty()),
                        archived,
                        page.after(1).map(cursor -> cursor.id(0, AudienceStore.PREFIX)),
                        page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.id()));
        Map<String, String> names = staff.names(
                cut.items().stream().map(Audience::madeBy).distinct().toList());
        return cut.map(audience -> view(audience, names));
    }

    @PostMapping("/audiences")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "makeAudience", summary = "A new audience, of nobody yet")
    AudienceView make(@Valid @RequestBody NewAudience asked, Principal operator) {
        Audience audience = new Audience(
                TypeIds.next(AudienceStore.PREFIX),
                asked.name().strip(),
                asked.note().orElse("").strip(),
                0,
                false,
                operator.id(),
                clock.instant());
        store.insert(audience);
        audit.concerns(audience.id());
        return view(audience.id());
    }

    @GetMapping("/audiences/{id}")
    @Operation(operationId = "getAudience", summary = "One audience")
    AudienceView get(@PathVariable String id) {
        return view(id);
    }

    @PutMapping("/audiences/{id}")
    @Operation(operationId = "changeAudience", summary = "Renames it, or puts it out of the way")
    AudienceView change(@PathVariable String id, @Valid @RequestBody Change asked) {
        if (!store.change(id, asked.name().strip(), asked.note().orElse("").strip(), asked.archived())) {
            throw ProblemException.notFound();
        }
        return view(id);
    }

    @Schema(name = "AudienceMember")
    record MemberView(@NotNull String customerId, @NotNull String masked) {}

    @GetMapping("/audiences/{id}/members")
    @Operation(operationId = "listAudienceMembers", summary = "Who is in it")
    Page<MemberView> members(@PathVariable String id, PageRequest page) {
        found(id);
        return memberPage(id, page);
    }

    @GetMapping(path = "/audiences/{id}/members.csv", produces = "text/csv")
    @Operation(operationId = "audienceMembersCsv", summary = "The same as a file")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    void membersFile(@PathVariable String id, @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        found(id);
        CsvDownload.write(response, "audience", COLUMNS, page -> memberPage(id, page));
    }

    private Page<MemberView> memberPage(String id, PageRequest page) {
        Page<String> cut = Page.cut(
                store.members(List.of(id), page.after(1).map(cursor -> cursor.text(0)), page.limit() + 1),
                page.limit(),
                Cursor::of);
        Map<String, People.Person> named = people.find(cut.items());
        return cut.map(customer -> new MemberView(
                customer,
                Optional.ofNullable(named.get(customer))
                        .map(People.Person::shown)
                        .orElse("***")));
    }

    @Schema(name = "NewAudienceUpload")
    record NewUpload(
            @Schema(description = "Phone numbers, or ids of customers. A longer list is sent in parts.")
            @NotEmpty(message = "is missing")
            @Size(max = MOST, message = "must have at most " + MOST + " rows")
            List<@NotNull(message = "is missing") @Size(max = 64, message = "must have at most 64 characters") String>
                    rows,

            @Schema(description = "Whether they are taken out instead of in.")
            Optional<Boolean> remove,

            @Schema(description = "The place of the first row in the whole list, from 1, which problems are told by.")
            Optional<
                            @Min(value = 1, message = "must be at least 1")
                            @Max(value = LONGEST, message = "must be at most " + LONGEST) Integer>
                    firstRow) {
        @Override
        public String toString() {
            return "NewAudienceUpload[" + rows.size() + "]";
        }
    }

    @Schema(name = "AudienceUpload")
    record UploadView(
            @NotNull String id,

            @Schema(allowableValues = {"add", "remove"}) @NotNull
            String what,

            @NotNull int rows,

            @Schema(description = "So many became members, or are none any more; who was one already is not counted.")
            @NotNull
            int changed,

            @Schema(description = "Rows that name nobody, or one for the second time.") @NotNull
            int refused,

            @NotNull Instant at,
            Optional<String> byName) {}

    @PostMapping("/audiences/{id}/uploads")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "uploadToAudience",
            summary = "Takes a list of people in or out; rows that can't be read are told, the others are taken")
    UploadView upload(
            @PathVariable String id, @Valid @RequestBody NewUpload asked, IdempotencyKey key, Principal operator) {
        What what = asked.remove().orElse(false) ? What.REMOVE : What.ADD;
        int firstRow = asked.firstRow().orElse(1);
        OnceKey once = OnceKey.of(
                false, id + what + firstRow + asked.rows(), operator.id(), "POST /audiences/uploads", key.value());
        return switch (uploading.upload(id, what, asked.rows(), firstRow, operator.id(), once)) {
            case UploadingLists.Outcome.Taken(Upload upload) -> view(upload, staff.names(List.of(upload.uploadedBy())));
            case UploadingLists.Outcome.NoSuchAudience _ -> throw ProblemException.notFound();
            case UploadingLists.Outcome.KeyReused _ ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another request.");
        };
    }

    @GetMapping("/audiences/{id}/uploads")
    @Operation(operationId = "listAudienceUploads", summary = "Lists that were taken in or out, newest first")
    Page<UploadView> uploads(@PathVariable String id, PageRequest page) {
        found(id);
        Page<Upload> cut = Page.cut(
                store.uploads(id, page.after(1).map(cursor -> cursor.text(0)), page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.id()));
        Map<String, String> names = staff.names(
                cut.items().stream().map(Upload::uploadedBy).distinct().toList());
        return cut.map(upload -> view(upload, names));
    }

    @Schema(name = "AudienceUploadProblem")
    record ProblemView(
            @Schema(description = "The place in the list, from 1.") @NotNull
            int row,

            @Schema(allowableValues = {"not-a-recipient", "nobody", "twice-in-the-list"}) @NotNull
            String problem) {}

    @GetMapping("/audience-uploads/{id}/problems")
    @Operation(operationId = "listAudienceUploadProblems", summary = "The rows of a list that were not taken, and why")
    Page<ProblemView> problems(@PathVariable String id, PageRequest page) {
        if (store.findUpload(id).isEmpty()) {
            throw ProblemException.notFound();
        }
        int after = page.after(1)
                .map(cursor -> Math.toIntExact(Math.clamp(cursor.number(0), 0, Integer.MAX_VALUE)))
                .orElse(0);
        return Page.cut(store.problems(id, after, page.limit() + 1), page.limit(), row -> Cursor.of((long) row.row()))
                .map(row -> new ProblemView(row.row(), row.problem()));
    }

    private Audience found(String id) {
        return store.find(id).orElseThrow(ProblemException::notFound);
    }

    private AudienceView view(String id) {
        Audience audience = found(id);
        return view(audience, staff.names(List.of(audience.madeBy())));
    }

    private static AudienceView view(Audience audience, Map<String, String> names) {
        return new AudienceView(
                audience.id(),
                audience.name(),
                audience.note(),
                audience.members(),
                audience.archived(),
                audience.madeAt(),
                Optional.ofNullable(names.get(audience.madeBy())));
    }

    private static UploadView view(Upload upload, Map<String, String> names) {
        return new UploadView(
                upload.id(),
                upload.what().name().toLowerCase(Locale.ROOT),
                upload.rows(),
                upload.changed(),
                upload.refused(),
                upload.uploadedAt(),
                Optional.ofNullable(names.get(upload.uploadedBy())));
    }
}
