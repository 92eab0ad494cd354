package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.AuditNotes;
import io.tongbao.identity.People;
import io.tongbao.identity.People.Person;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.identity.Principal;
import io.tongbao.identity.StaffNames;
import io.tongbao.ledger.Balance;
import io.tongbao.platform.Page;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers' wallets, for staff. */
@RestController
@Tag(name = "customers")
class CustomerController {
    private static final int MAX_REASON = 200;

    private final FreezingWallets freezing;
    private final FreezeStore store;
    private final People people;
    private final StaffNames staff;
    private final AuditNotes audit;

    CustomerController(FreezingWallets freezing, FreezeStore store, People people, StaffNames staff, AuditNotes audit) {
        this.freezing = freezing;
        this.store = store;
        this.people = people;
        this.staff = staff;
        this.audit = audit;
    }

    @Schema(name = "FreezeWallet")
    record FreezeBody(
            @Schema(allowableValues = {"none", "in", "out", "both"}) @NotNull
            WalletState freeze,

            @Schema(description = "For the record; the customer does not see it. At most 200 characters.") @NotBlank
            String reason) {}

    @Schema(name = "CloseWallet")
    record CloseBody(
            @Schema(description = "For the record; the customer does not see it. At most 200 characters.") @NotBlank
            String reason) {}

    @Schema(name = "WalletStateChange")
    record ChangeBody(
            @NotNull WalletState state,
            @NotNull String reason,
            @NotNull String changedBy,
            Optional<String> changedByName,
            @NotNull Instant at) {}

    @Schema(name = "Customer")
    record CustomerBody(
            @NotNull String id,
            Optional<String> nameMasked,
            @NotNull String phoneMasked,

            @Schema(description = "What stands still.") @NotNull
            WalletState state,

            @Schema(description = "The last change of that, if there was any.")
            Optional<ChangeBody> changed,

            @NotNull List<BalanceController.BalanceBody> balances) {}

    @GetMapping("/customers")
    @Operation(operationId = "customers", summary = "The customer of this phone number or id, or nobody")
    Page<CustomerBody> find(@RequestParam Optional<String> q) {
        String asked = q.map(String::strip).orElse("");
        Optional<Person> found = asked.startsWith("cus_")
                ? Optional.ofNullable(people.find(List.of(asked)).get(asked))
                : PhoneNumber.parse(asked).flatMap(people::byPhone);
        found.ifPresent(person -> audit.concerns(person.id()));
        return Page.of(found.map(this::body).stream().toList());
    }

    @GetMapping("/customers/{id}")
    @Operation(operationId = "customer", summary = "A customer's wallet, masked")
    CustomerBody customer(@PathVariable String id) {
        return body(person(id));
    }

    @PutMapping("/customers/{id}/freeze")
    @Operation(
            operationId = "freezeWallet",
            summary = "Stops what comes in or goes out of a customer's wallet, or lets it go again")
    CustomerBody freeze(@PathVariable String id, @Valid @RequestBody FreezeBody body, Principal operator) {
        Person person = person(id);
        if (body.freeze() == WalletState.closed) {
            throw ProblemException.ofField("freeze", "invalid", "must be none, in, out or both");
        }
        return answer(person, freezing.freeze(person.id(), body.freeze(), reason(body.reason()), operator.id()));
    }

    @PostMapping("/customers/{id}/closure")
    @Operation(operationId = "closeWallet", summary = "Closes an empty wallet for good")
    CustomerBody close(@PathVariable String id, @Valid @RequestBody CloseBody body, Principal operator) {
        Person person = person(id);
        return answer(person, freezing.close(person.id(), reason(body.reason()), operator.id()));
    }

    private static String reason(String typed) {
        return FreeText.check("reason", typed, MAX_REASON)
                .orElseThrow(() -> ProblemException.ofField("reason", "missing", "is missing"));
    }

    private Person person(String id) {
        return Optional.ofNullable(people.find(List.of(id)).get(id)).orElseThrow(ProblemException::notFound);
    }

    private CustomerBody answer(Person person, FreezingWallets.Outcome outcome) {
        return switch (outcome) {
            case CHANGED -> body(person);
            case ALREADY_CLOSED -> throw new ProblemException(ProblemType.ACCOUNT_CLOSED, "The wallet is closed.");
            case NOT_EMPTY ->
                throw new ProblemException(
                        ProblemType.WALLET_NOT_EMPTY, "Only a wallet with nothing in it can be closed.");
        };
    }

    private CustomerBody body(Person person) {
        List<Balance> accounts = freezing.accounts(person.id());
        return new CustomerBody(
                person.id(),
                person.nameMasked(),
                person.phoneMasked(),
                WalletState.of(accounts),
                store.latest(person.id()).map(this::body),
                BalanceController.bodies(person.id(), accounts, Optional.empty()));
    }

    private ChangeBody body(FreezeStore.Change change) {
        Map<String, String> names = staff.names(List.of(change.changedBy()));
        return new ChangeBody(
                change.state(),
                change.reason(),
                change.changedBy(),
                Optional.ofNullable(names.get(change.changedBy())),
                change.at());
    }
}
