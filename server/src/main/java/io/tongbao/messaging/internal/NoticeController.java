package io.tongbao.messaging.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.messaging.internal.NoticeStore.Told;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A customer's own inbox. */
@RestController
@Tag(name = "wallet")
class NoticeController {
    private final NoticeStore store;

    NoticeController(NoticeStore store) {
        this.store = store;
    }

    @Schema(name = "NoticeKind", enumAsRef = true)
    enum KindBody {
        coupon_received,
        coupon_granted,
        coupon_ends_soon,
        benefit_granted
    }

    @Schema(name = "Notice")
    record NoticeBody(
            @NotNull String id,
            @NotNull KindBody kind,

            @Schema(description = "The id of what it is about.") @NotNull
            String about,

            @Schema(description = "What its words are made of: name, of an offer; until, an instant.") @NotNull
            Map<String, String> facts,

            @NotNull Instant at,
            @NotNull boolean read) {}

    @Schema(name = "UnreadNotices")
    record UnreadBody(
            @Schema(description = "How many are unread, counted up to 100.") @NotNull
            int unread) {}

    @Schema(name = "ReadNotices")
    record ReadingBody(
            @NotBlank(message = "is missing") String id,

            @Schema(description = "Those told before it as well.")
            Optional<Boolean> andOlder) {}

    @GetMapping("/notices")
    @Operation(operationId = "notices", summary = "What the caller should know, newest first")
    Page<NoticeBody> list(PageRequest page, Principal principal) {
        Optional<String> before = page.after(1).map(cursor -> cursor.id(0, NoticeStore.PREFIX));
        List<Told> oneMore = store.of(principal.id(), before, page.limit() + 1);
        return Page.cut(oneMore, page.limit(), told -> Cursor.of(told.id())).map(NoticeController::body);
    }

    @GetMapping("/notices/unread")
    @Operation(operationId = "unreadNotices", summary = "How many notices the caller has not read")
    UnreadBody unread(Principal principal) {
        return new UnreadBody(store.unread(principal.id()));
    }

    @PostMapping("/notices/reading")
    @Operation(
            operationId = "readNotices",
            summary = "Marks a notice as read, or it and all older ones",
            description = "Answers how many are left unread; marked again, a notice stays as it is.")
    UnreadBody read(@Valid @RequestBody ReadingBody body, Principal principal) {
        if (!store.read(principal.id(), body.id(), body.andOlder().orElse(false))) {
            throw ProblemException.ofField("id", "unknown", "must be one of your notices");
        }
        return unread(principal);
    }

    private static NoticeBody body(Told told) {
        return new NoticeBody(
                told.id(), KindBody.valueOf(told.kind()), told.about(), told.facts(), told.at(), told.read());
    }
}
