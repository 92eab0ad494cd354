package io.tongbao.merchants.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.PaymentQr;
import io.tongbao.merchants.Store;
import io.tongbao.platform.Money;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A merchant's stores, and what its tills offer for one press. */
@RestController
@Tag(name = "Merchants")
class StoreController {
    private static final int MOST_STORES = 100;

    private final TillStore store;
    private final KnownMerchants merchants;
    private final Clock clock;

    StoreController(TillStore store, KnownMerchants merchants, Clock clock) {
        this.store = store;
        this.merchants = merchants;
        this.clock = clock;
    }

    @Schema(name = "StoreRequest")
    record StoreRequest(
            @NotBlank(message = "is missing") @PlainText @Size(max = 60, message = "must have at most 60 characters")
            String name,

            @NotBlank(message = "is missing") @PlainText @Size(max = 120, message = "must have at most 120 characters")
            String address) {}

    @Schema(name = "Store")
    record StoreAnswer(
            @NotNull String id,
            @NotNull String name,
            @NotNull String address,

            @Schema(description = "EMVCo text of the static QR of its counter.") @NotNull
            String qr) {
        static StoreAnswer of(Store store, MerchantProfile merchant) {
            return new StoreAnswer(
                    store.id(),
                    store.name(),
                    store.address(),
                    PaymentQr.ofCounter(merchant.id(), Optional.of(store.id())).encode(merchant));
        }
    }

    @Schema(name = "QuickItem", description = "What the till offers for one press.")
    record QuickItemBody(
            @NotBlank(message = "is missing") @PlainText @Size(max = 40, message = "must have at most 40 characters")
            String name,

            @Schema(description = "The shop's own code, by which offers know the goods.")
            Optional<@PlainText @Size(max = 64, message = "must have at most 64 characters") String> product,

            @NotNull(message = "is missing") Money price) {}

    @Schema(name = "QuickItems")
    record QuickItemsBody(
            @Schema(description = "In the order in which the till shows them.")
            @NotNull(message = "is missing")
            @Size(max = 60, message = "must have at most 60 items")
            List<@NotNull(message = "is missing") @Valid QuickItemBody> items) {}

    @GetMapping("/stores")
    @Operation(operationId = "stores", summary = "The merchant's stores, the oldest first")
    Page<StoreAnswer> stores(@Parameter(hidden = true) Principal till) {
        MerchantProfile merchant = merchant(till);
        return Page.of(store.stores(merchant.id()).stream()
                .map(one -> StoreAnswer.of(one, merchant))
                .toList());
    }

    @PostMapping("/stores")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "openStore", summary = "Add a store")
    StoreAnswer open(@Valid @RequestBody StoreRequest request, @Parameter(hidden = true) Principal owner) {
        if (store.stores(owner.merchant()).size() >= MOST_STORES) {
            throw new ProblemException(ProblemType.CONFLICT, "A merchant has at most " + MOST_STORES + " stores.");
        }
        Store opened = new Store(
                TypeIds.next("sto"),
                owner.merchant(),
                request.name().strip(),
                request.address().strip());
        if (!store.open(opened, clock.instant())) {
            throw nameTaken();
        }
        return StoreAnswer.of(opened, merchant(owner));
    }

    @PutMapping("/stores/{id}")
    @Operation(operationId = "changeStore", summary = "Change a store's name or address")
    StoreAnswer change(
            @PathVariable String id,
            @Valid @RequestBody StoreRequest request,
            @Parameter(hidden = true) Principal owner) {
        own(id, owner);
        Store changed = new Store(
                id, owner.merchant(), request.name().strip(), request.address().strip());
        if (!store.change(changed)) {
            throw nameTaken();
        }
        return StoreAnswer.of(changed, merchant(owner));
    }

    @DeleteMapping("/stores/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "closeStore", summary = "Close a store: what was sold there stays in the reports")
    void close(@PathVariable String id, @Parameter(hidden = true) Principal owner) {
        store.close(own(id, owner), clock.instant());
    }

    @GetMapping("/quick-items")
    @Operation(operationId = "quickItems", summary = "What the till offers for one press")
    QuickItemsBody quickItems(@Parameter(hidden = true) Principal till) {
        Currency currency = currencyOf(till);
        return new QuickItemsBody(store.quickItems(till.merchant()).stream()
                .map(item -> new QuickItemBody(item.name(), item.product(), new Money(item.priceMinor(), currency)))
                .toList());
    }

    @PutMapping("/quick-items")
    @Transactional
    @Operation(operationId = "setQuickItems", summary = "Say what the till offers for one press: the whole list")
    QuickItemsBody setQuickItems(
            @Valid @RequestBody QuickItemsBody request, @Parameter(hidden = true) Principal owner) {
        Currency currency = currencyOf(owner);
        for (int i = 0; i < request.items().size(); i++) {
            Money price = request.items().get(i).price();
            String field = "items[" + i + "].price";
            if (!price.currency().equals(currency)) {
                throw new ProblemException(
                                ProblemType.WRONG_CURRENCY,
                                "The shop takes " + currency.code() + ".",
                                Map.of("currency", currency.code()))
                        .withField(field, "wrong-currency", "must be in " + currency.code());
            }
            if (price.minor() < 1) {
                throw ProblemException.ofField(field + ".value", "not-positive", "must be more than zero");
            }
        }
        store.replaceQuickItems(
                owner.merchant(),
                request.items().stream()
                        .map(item -> new TillStore.QuickItem(
                                item.name().strip(),
                                item.product().map(String::strip).filter(code -> !code.isEmpty()),
                                item.price().minor()))
                        .toList());
        return quickItems(owner);
    }

    private Currency currencyOf(Principal person) {
        return merchant(person).currency();
    }

    private MerchantProfile merchant(Principal person) {
        return merchants.find(person.merchant()).orElseThrow(ProblemException::notFound);
    }

    private Store own(String id, Principal owner) {
        return store.find(owner.merchant(), id).orElseThrow(ProblemException::notFound);
    }

    private static ProblemException nameTaken() {
        return new ProblemException(ProblemType.CONFLICT, "There is another store of this name.")
                .withField("name", "taken", "belongs to another store");
    }
}
