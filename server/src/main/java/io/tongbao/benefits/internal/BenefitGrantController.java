package io.tongbao.benefits.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.grants.ListGrants;
import io.tongbao.grants.ListGrants.Outset;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Staff give a benefit to people. */
@RestController
@Tag(name = "Benefits")
class BenefitGrantController {
    private static final int MOST = 20_000;

    private final ListGrants lists;
    private final BenefitStore benefits;

    BenefitGrantController(GrantingBenefits granting, BenefitStore benefits) {
        this.lists = granting.lists();
        this.benefits = benefits;
    }

    @Schema(name = "NewBenefitGrant")
    record NewGrant(
            @Schema(description = "Phone numbers, or ids of customers; each gets one code.")
            @NotEmpty
            @Size(max = MOST, message = "must have at most " + MOST + " rows")
            List<@NotBlank @Size(max = 64) String> recipients) {
        @Override
        public String toString() {
            return "NewBenefitGrant[" + recipients.size() + "]";
        }
    }

    @Schema(name = "BenefitGrant")
    record GrantView(
            @NotNull String id,
            @NotNull String benefitId,
            @NotNull int rows,

            @Schema(description = "Rows whose person has a code.") @NotNull
            long granted,

            @NotNull long refused,
            @NotNull Instant at,

            @Schema(description = "Null while it is under way.")
            Optional<Instant> finishedAt) {

        static GrantView of(ListGrants.Grant grant) {
            return new GrantView(
                    grant.id(),
                    grant.subjectId(),
                    grant.rows(),
                    grant.granted(),
                    grant.refused(),
                    grant.grantedAt(),
                    grant.finishedAt());
        }
    }

    @Schema(name = "BenefitGrantProblem")
    record ProblemView(
            @Schema(description = "The place in the list, from 1.") @NotNull
            int row,

            @Schema(
                    allowableValues = {
                        "not-a-recipient",
                        "nobody",
                        "twice-in-the-list",
                        "benefits-gone",
                        "benefit-paused"
                    })
            @NotNull
            String problem) {}

    @PostMapping("/benefits/{id}/grants")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "grantBenefit",
            summary = "Gives a benefit to everybody of a list; rows that can't be read are told, the others are given")
    GrantView grant(@PathVariable String id, @Valid @RequestBody NewGrant asked, IdempotencyKey key, Principal staff) {
        OnceKey once = OnceKey.of(false, id + asked.recipients(), staff.id(), "POST /benefits/grants", key.value());
        if (benefits.find(id).isEmpty()) {
            throw ProblemException.notFound();
        }
        return switch (lists.begin(id, asked.recipients(), staff.id(), once)) {
            case Outset.Begun begun -> GrantView.of(begun.grant());
            case Outset.KeyReused _ ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another request.");
        };
    }

    @GetMapping("/benefits/{id}/grants")
    @Operation(
            operationId = "listBenefitGrants",
            summary = "Lists of people that the benefit was given to, the newest first")
    Page<GrantView> grants(@PathVariable String id, PageRequest page) {
        if (benefits.find(id).isEmpty()) {
            throw ProblemException.notFound();
        }
        List<ListGrants.Grant> oneMore =
                lists.of(id, page.after(1).map(cursor -> cursor.id(0, GrantingBenefits.PREFIX)), page.limit() + 1);
        return Page.cut(oneMore, page.limit(), grant -> Cursor.of(grant.id())).map(GrantView::of);
    }

    @GetMapping("/benefit-grants/{id}")
    @Operation(operationId = "readBenefitGrant", summary = "How far a list has been given")
    GrantView grant(@PathVariable String id) {
        return GrantView.of(lists.find(id).orElseThrow(ProblemException::notFound));
    }

    @GetMapping("/benefit-grants/{id}/problems")
    @Operation(
            operationId = "listBenefitGrantProblems",
            summary = "The rows of a list that nobody got a code for, and why")
    Page<ProblemView> problems(@PathVariable String id, PageRequest page) {
        if (lists.find(id).isEmpty()) {
            throw ProblemException.notFound();
        }
        int after = page.after(1).map(cursor -> (int) cursor.number(0)).orElse(0);
        List<ListGrants.RefusedRow> oneMore = lists.refused(id, after, page.limit() + 1);
        return Page.cut(oneMore, page.limit(), row -> Cursor.of((long) row.row()))
                .map(row -> new ProblemView(row.row(), row.problem()));
    }
}
