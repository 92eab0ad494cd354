package io.tongbao.identity.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.identity.internal.SavedViewStore.Saved;
import io.tongbao.identity.internal.SavedViewStore.View;
import io.tongbao.platform.Page;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A member's own named sets of filters, list by list. */
@RestController
@Tag(name = "staff")
class SavedViewController {
    private final SavedViewStore store;

    SavedViewController(SavedViewStore store) {
        this.store = store;
    }

    @Schema(name = "SavedViewList", enumAsRef = true)
    enum ListBody {
        payments,
        refunds,
        sends,
        merchants,
        offers,
        bank_transfers,
        campaigns,
        settlements,
        entries,
        accounts,
        audit_log
    }

    @Schema(name = "SavedView")
    record ViewBody(
            @NotNull String id,
            @NotNull ListBody list,
            @NotNull String name,

            @Schema(description = "As the list's own parameters.") @NotNull
            Map<String, String> filters) {}

    @Schema(name = "SaveView")
    record SaveBody(
            @NotNull(message = "is missing") ListBody list,

            @NotBlank(message = "is missing") @PlainText @Size(max = 40, message = "must have at most 40 characters")
            String name,

            @NotNull(message = "is missing") @Size(max = 12, message = "must have at most 12 entries")
            Map<
                            @Pattern(regexp = "[a-zA-Z]{1,30}", message = "must be a filter's name") String,
                            @NotNull @PlainText @Size(max = 100, message = "must have at most 100 characters") String>
                    filters) {}

    @Schema(name = "ChangeView")
    record ChangeBody(
            @NotBlank(message = "is missing") @PlainText @Size(max = 40, message = "must have at most 40 characters")
            String name,

            @NotNull(message = "is missing") @Size(max = 12, message = "must have at most 12 entries")
            Map<
                            @Pattern(regexp = "[a-zA-Z]{1,30}", message = "must be a filter's name") String,
                            @NotNull @PlainText @Size(max = 100, message = "must have at most 100 characters") String>
                    filters) {}

    @GetMapping("/saved-views")
    @Operation(operationId = "savedViews", summary = "One's own views of a list, by name")
    Page<ViewBody> list(@RequestParam ListBody list, @Parameter(hidden = true) Principal member) {
        return Page.of(store.of(member.id(), list.name()).stream()
                .map(SavedViewController::body)
                .toList());
    }

    @PostMapping("/saved-views")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "saveView", summary = "Keeps a list's filters under a name, at most 20 a list")
    ViewBody save(@Valid @RequestBody SaveBody body, @Parameter(hidden = true) Principal member) {
        return answer(store.add(member.id(), body.list().name(), body.name().strip(), body.filters()));
    }

    @PutMapping("/saved-views/{id}")
    @Operation(operationId = "changeView", summary = "Gives a view another name or other filters")
    ViewBody change(
            @PathVariable String id, @Valid @RequestBody ChangeBody body, @Parameter(hidden = true) Principal member) {
        return answer(store.change(member.id(), id, body.name().strip(), body.filters()));
    }

    @DeleteMapping("/saved-views/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteView", summary = "Forgets a view")
    void delete(@PathVariable String id, @Parameter(hidden = true) Principal member) {
        if (!store.delete(member.id(), id)) {
            throw ProblemException.notFound();
        }
    }

    private static ViewBody answer(Saved saved) {
        return switch (saved) {
            case Saved.Done(View view) -> body(view);
            case Saved.NameUsed() ->
                throw new ProblemException(ProblemType.CONFLICT, "Another view of this list has the name.")
                        .withField("name", "used", "belongs to another view");
            case Saved.TooMany() ->
                throw ProblemException.ofField(
                        "name", "too-many", "would be one of more than " + SavedViewStore.A_LIST + " of the list");
            case Saved.NotThere() -> throw ProblemException.notFound();
        };
    }

    private static ViewBody body(View view) {
        return new ViewBody(view.id(), ListBody.valueOf(view.list()), view.name(), view.filters());
    }
}
