package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.wallets.WalletAccounts;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "wallet")
class BalanceController {
    private final Ledger ledger;
    private final Currency home;

    BalanceController(Ledger ledger, @Value("${tongbao.currency:CNY}") String home) {
        this.ledger = ledger;
        this.home = Currency.of(home);
    }

    @Schema(name = "Balance")
    record BalanceBody(
            @NotNull String currency,

            @Schema(description = "What may be spent now.") @NotNull
            Money available,

            @Schema(description = "Held for withdrawals that are under way.") @NotNull
            Money reserved,

            @NotNull Money posted,
            @NotNull boolean frozen) {}

    @GetMapping("/balances")
    @Operation(operationId = "listBalances", summary = "What the wallet holds, by currency; the house's own first")
    Page<BalanceBody> list(Principal principal) {
        List<String> codes = Currency.all().stream()
                .map(currency -> WalletAccounts.key(principal.id(), currency).code())
                .toList();
        List<BalanceBody> balances = new ArrayList<>(ledger.balances(codes).stream()
                .filter(balance ->
                        holdsAnything(balance) || balance.asset().code().equals(home.code()))
                .map(BalanceController::body)
                .toList());
        if (balances.stream().noneMatch(balance -> balance.currency().equals(home.code()))) {
            Money nothing = Money.zero(home);
            balances.add(new BalanceBody(home.code(), nothing, nothing, nothing, false));
        }
        balances.sort(Comparator.comparing(
                        (BalanceBody balance) -> !balance.currency().equals(home.code()))
                .thenComparing(BalanceBody::currency));
        return Page.of(balances);
    }

    /** A freeze opens accounts in which there was never anything. */
    static boolean holdsAnything(Balance balance) {
        return balance.posted() != 0 || balance.reservedIn() != 0 || balance.reservedOut() != 0;
    }

    static BalanceBody body(Balance balance) {
        String currency = balance.asset().code();
        return new BalanceBody(
                currency,
                Money.of(balance.available(), currency),
                Money.of(balance.reservedOut(), currency),
                Money.of(balance.posted(), currency),
                balance.freeze() == Ledger.Freeze.OUT || balance.freeze() == Ledger.Freeze.BOTH);
    }
}
