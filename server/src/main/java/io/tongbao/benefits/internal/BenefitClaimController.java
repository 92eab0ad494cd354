package io.tongbao.benefits.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.benefits.internal.GivingBenefits.Outcome;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A customer's benefits. */
@RestController
@Tag(name = "Benefits")
class BenefitClaimController {
    private final GivingBenefits giving;
    private final BenefitStore store;
    private final BenefitCodeStore codes;
    private final BenefitBooks books;
    private final CodeSecrets secrets;
    private final Clock clock;

    BenefitClaimController(
            GivingBenefits giving,
            BenefitStore store,
            BenefitCodeStore codes,
            BenefitBooks books,
            CodeSecrets secrets,
            Clock clock) {
        this.giving = giving;
        this.store = store;
        this.codes = codes;
        this.books = books;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Schema(name = "ClaimableBenefit")
    record ClaimableView(
            @NotNull String id,
            @NotNull String name,
            @NotNull String supplierName,
            @NotNull String howToRedeem,
            @NotNull Money worth,
            @NotNull Instant claimFrom,
            @NotNull Instant claimUntil,
            @NotNull long left,
            @NotNull long perCustomer,

            @Schema(description = "How many the customer was given.") @NotNull
            long claimed,

            @Schema(allowableValues = {"open", "not_started", "sold_out", "limit_reached"}) @NotNull
            String state) {

        static ClaimableView of(Benefit benefit, long left, long claimed, Instant now) {
            Benefit.Terms terms = benefit.terms();
            return new ClaimableView(
                    benefit.id(),
                    terms.name(),
                    benefit.supplierName(),
                    terms.howToRedeem(),
                    benefit.worth(),
                    terms.claimFrom(),
                    terms.claimUntil(),
                    left,
                    terms.perCustomer(),
                    claimed,
                    state(terms, left, claimed, now));
        }

        private static String state(Benefit.Terms terms, long left, long claimed, Instant now) {
            if (claimed >= terms.perCustomer()) {
                return "limit_reached";
            }
            if (left == 0) {
                return "sold_out";
            }
            return now.isBefore(terms.claimFrom()) ? "not_started" : "open";
        }
    }

    @GetMapping("/claimable-benefits")
    @Operation(
            operationId = "listClaimableBenefits",
            summary = "The claim centre: benefits to be had, the newest first")
    Page<ClaimableView> claimable(Principal customer, PageRequest page) {
        Instant now = clock.instant();
        Page<Benefit> cut = Page.cut(
                store.listed(
                        now, page.after(1).map(cursor -> cursor.id(0, BenefitController.PREFIX)), page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.id()));
        Map<String, Long> balances = books.balances(cut.items().stream()
                .flatMap(benefit -> Stream.of(stock(benefit), claims(benefit, customer)))
                .toList());
        return cut.map(benefit -> ClaimableView.of(
                benefit,
                BenefitBooks.balance(balances, stock(benefit)),
                BenefitBooks.balance(balances, claims(benefit, customer)),
                now));
    }

    private static AccountKey stock(Benefit benefit) {
        return BenefitAccounts.stock(benefit.id());
    }

    private static AccountKey claims(Benefit benefit, Principal customer) {
        return BenefitAccounts.claims(benefit.id(), customer.id());
    }

    @Schema(name = "BenefitClaim")
    record ClaimBody(
            @NotBlank(message = "is missing") @Size(max = 64)
            String benefitId) {}

    @PostMapping("/benefit-claims")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "claimBenefit", summary = "Claims a benefit: one of its codes is the customer's")
    GivenView claim(@Valid @RequestBody ClaimBody body, IdempotencyKey key, Principal customer) {
        OnceKey once = OnceKey.of(false, body.benefitId(), customer.id(), "POST /benefit-claims", key.value());
        GivenCode given = got(giving.claim(body.benefitId(), customer.id(), once));
        return views(List.of(given)).getFirst();
    }

    private static GivenCode got(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Got got -> got.given();
            case Outcome.NoSuchBenefit _ -> throw ProblemException.notFound();
            case Outcome.NotYet notYet ->
                throw new ProblemException(
                        ProblemType.CLAIM_NOT_OPEN, "It can't be claimed yet.", Map.of("from", notYet.from()));
            case Outcome.Over over ->
                throw new ProblemException(
                        ProblemType.CLAIM_OVER, "It can't be claimed any more.", Map.of("until", over.until()));
            case Outcome.Paused _ ->
                throw new ProblemException(ProblemType.BENEFIT_PAUSED, "Nobody is given one for now.");
            case Outcome.Gone _ -> throw new ProblemException(ProblemType.BENEFITS_GONE, "All are gone.");
            case Outcome.LimitReached limit ->
                throw new ProblemException(
                        ProblemType.BENEFIT_LIMIT,
                        "One customer may claim no more.",
                        Map.of("perCustomer", limit.perCustomer()));
            case Outcome.KeyReused _ ->
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another request.");
            case Outcome.Busy _ -> throw new ProblemException(ProblemType.BUSY, "Try again in a moment.");
        };
    }

    @Schema(name = "BenefitCode", description = "A benefit that the customer has; its code is asked for apart.")
    record GivenView(
            @NotNull String id,
            @NotNull String benefitId,
            @NotNull String name,
            @NotNull String supplierName,
            @NotNull String howToRedeem,
            @NotNull Money worth,

            @Schema(allowableValues = {"claimed", "granted"}) @NotNull
            String how,

            @NotNull Instant givenAt,

            @Schema(description = "On which the code can be used last; null if it does not end.")
            Optional<LocalDate> lastDay,

            @Schema(description = "Whether that day is over.") @NotNull
            boolean over) {}

    @GetMapping("/benefit-codes")
    @Operation(operationId = "listBenefitsOfMine", summary = "The benefits that the customer has, the newest first")
    Page<GivenView> mine(Principal customer, PageRequest page) {
        Page<GivenCode> cut = Page.cut(
                codes.ofOwner(
                        customer.id(),
                        page.after(1).map(cursor -> cursor.id(0, GivingBenefits.PREFIX)),
                        page.limit() + 1),
                page.limit(),
                last -> Cursor.of(last.id()));
        return new Page<>(views(cut.items()), cut.next());
    }

    private List<GivenView> views(List<GivenCode> given) {
        Instant now = clock.instant();
        Map<String, Benefit> of =
                store.find(given.stream().map(GivenCode::benefitId).distinct().toList());
        return given.stream()
                .map(each -> {
                    Benefit benefit = Objects.requireNonNull(of.get(each.benefitId()));
                    return new GivenView(
                            each.id(),
                            benefit.id(),
                            benefit.terms().name(),
                            benefit.supplierName(),
                            benefit.terms().howToRedeem(),
                            benefit.worth(),
                            each.how().code(),
                            each.givenAt(),
                            each.lot().lastDay(),
                            each.lot().isOver(now, clock.getZone()));
                })
                .toList();
    }

    @GetMapping("/benefit-codes/{id}")
    @Operation(operationId = "readBenefitOfMine", summary = "One benefit that the customer has")
    GivenView one(@PathVariable String id, Principal customer) {
        return views(List.of(own(id, customer))).getFirst();
    }

    private GivenCode own(String id, Principal customer) {
        return codes.find(id, customer.id()).orElseThrow(ProblemException::notFound);
    }

    @Schema(name = "OpenedBenefitCode")
    record OpenedView(@NotNull String code) {
        @Override
        public String toString() {
            return "OpenedBenefitCode";
        }
    }

    @GetMapping("/benefit-codes/{id}/code")
    @Operation(operationId = "openBenefitCode", summary = "The code itself, for who has it alone")
    OpenedView open(@PathVariable String id, Principal customer) {
        BenefitCodeStore.Sealed sealed = codes.sealed(own(id, customer));
        return new OpenedView(secrets.open(sealed.codeId(), sealed.sealed()));
    }
}
