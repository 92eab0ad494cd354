package io.tongbao.merchants.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.App;
import io.tongbao.identity.People;
import io.tongbao.identity.PhoneNumber;
import io.tongbao.identity.Principal;
import io.tongbao.identity.Sessions;
import io.tongbao.platform.Page;
import io.tongbao.platform.PlainText;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.TypeIds;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people at the owner's tills. They sign in to the merchant app with their own phone. */
@RestController
@Tag(name = "Merchants")
class CashierController {
    private static final int MOST = 200;

    private final MerchantStore store;
    private final TillStore tills;
    private final People people;
    private final Sessions sessions;
    private final Clock clock;

    CashierController(MerchantStore store, TillStore tills, People people, Sessions sessions, Clock clock) {
        this.store = store;
        this.tills = tills;
        this.people = people;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Schema(name = "CashierRequest")
    record CashierRequest(
            @NotBlank(message = "is missing") String phone,

            @NotBlank(message = "is missing") @PlainText @Size(max = 60, message = "must have at most 60 characters")
            String name,

            @Schema(description = "Where the cashier works; absent for one of no one store.")
            Optional<String> storeId) {}

    @Schema(name = "CashierPlace")
    record PlaceRequest(
            @Schema(description = "Absent for a cashier of no one store.")
            Optional<String> storeId) {}

    @Schema(name = "Cashier")
    record CashierAnswer(
            @NotNull String id,
            @NotNull String name,
            @NotNull String phoneMasked,
            @NotNull Instant addedAt,
            Optional<String> storeId) {
        static CashierAnswer of(MerchantStore.Cashier cashier) {
            return new CashierAnswer(
                    cashier.id(), cashier.name(), cashier.phoneMasked(), cashier.addedAt(), cashier.storeId());
        }
    }

    @PostMapping("/cashiers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "addCashier", summary = "Let somebody work at the till")
    CashierAnswer add(@Valid @RequestBody CashierRequest request, @Parameter(hidden = true) Principal owner) {
        PhoneNumber phone = PhoneNumber.parse(request.phone())
                .orElseThrow(() -> ProblemException.ofField("phone", "invalid", "must be a phone number"));
        if (store.cashiersOf(owner.merchant(), MOST).size() >= MOST) {
            throw new ProblemException(ProblemType.CONFLICT, "A merchant has at most " + MOST + " cashiers.");
        }
        request.storeId().ifPresent(place -> own(place, owner));
        String personId = people.register(phone);
        MerchantStore.Cashier cashier = new MerchantStore.Cashier(
                TypeIds.next("csh"),
                owner.merchant(),
                personId,
                request.name().strip(),
                phone.masked(),
                clock.instant(),
                request.storeId());
        if (store.ownedBy(personId).isPresent() || !store.addCashier(cashier)) {
            throw new ProblemException(ProblemType.CONFLICT, "This person works at a merchant already.")
                    .withField("phone", "taken", "belongs to somebody who works at a merchant already");
        }
        sessions.rightsChanged(personId);
        return CashierAnswer.of(cashier);
    }

    @GetMapping("/cashiers")
    @Operation(operationId = "cashiers", summary = "Who works at the till")
    Page<CashierAnswer> cashiers(@Parameter(hidden = true) Principal owner) {
        return Page.of(store.cashiersOf(owner.merchant(), MOST).stream()
                .map(CashierAnswer::of)
                .toList());
    }

    @PutMapping("/cashiers/{id}/store")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "placeCashier", summary = "Say at which store somebody works")
    void place(
            @PathVariable String id,
            @Valid @RequestBody PlaceRequest request,
            @Parameter(hidden = true) Principal owner) {
        request.storeId().ifPresent(place -> own(place, owner));
        if (!tills.assign(owner.merchant(), id, request.storeId())) {
            throw ProblemException.notFound();
        }
    }

    private void own(String storeId, Principal owner) {
        if (tills.find(owner.merchant(), storeId).isEmpty()) {
            throw ProblemException.ofField("storeId", "unknown", "is none of your stores");
        }
    }

    @DeleteMapping("/cashiers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removeCashier", summary = "End somebody's work at the till, at once")
    void remove(@PathVariable String id, @Parameter(hidden = true) Principal owner) {
        String personId =
                store.removeCashier(owner.merchant(), id, clock.instant()).orElseThrow(ProblemException::notFound);
        sessions.rightsChanged(personId);
        sessions.endAll(personId, App.MERCHANT);
    }
}
