package io.tongbao.wallets.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.platform.Money;
import io.tongbao.platform.Page;
import io.tongbao.wallets.WalletAccounts;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

            @Schema(description = "What may be spent, sent or withdrawn now.") @NotNull
            Money available,

            @Schema(description = "What may be spent at merchants besides, and not withdrawn or sent.") @NotNull
            Money bonus,

            @Schema(description = "Held for withdrawals that are under way.") @NotNull
            Money reserved,

            @NotNull Money posted,
            @NotNull boolean frozen) {}

    @GetMapping("/balances")
    @Operation(operationId = "listBalances", summary = "What the wallet holds, by currency; the house's own first")
    Page<BalanceBody> list(Principal principal) {
        List<String> codes = Currency.all().stream()
                .flatMap(currency -> WalletAccounts.purses(principal.id(), currency).stream())
                .map(AccountKey::code)
                .toList();
        List<BalanceBody> balances = new ArrayList<>(bodies(principal.id(), ledger.balances(codes), Optional.of(home)));
        balances.sort(Comparator.comparing(
                        (BalanceBody balance) -> !balance.currency().equals(home.code()))
                .thenComparing(BalanceBody::currency));
        return Page.of(balances);
    }

    /** By currency, those in which there is anything, and one always. A freeze opens accounts in which there was never anything. */
    static List<BalanceBody> bodies(String personId, List<Balance> accounts, Optional<Currency> always) {
        Map<String, Balance> byCode = new HashMap<>();
        accounts.forEach(account -> byCode.put(account.code(), account));
        Stream<Currency> held = accounts.stream()
                .filter(BalanceController::holdsAnything)
                .map(account -> Currency.of(account.asset().code()));
        return Stream.concat(always.stream(), held)
                .distinct()
                .map(currency -> body(
                        currency,
                        Optional.ofNullable(byCode.get(
                                WalletAccounts.key(personId, currency).code())),
                        Optional.ofNullable(byCode.get(
                                WalletAccounts.bonus(personId, currency).code()))))
                .toList();
    }

    private static boolean holdsAnything(Balance balance) {
        return balance.posted() != 0 || balance.reservedIn() != 0 || balance.reservedOut() != 0;
    }

    private static BalanceBody body(Currency currency, Optional<Balance> wallet, Optional<Balance> bonus) {
        return new BalanceBody(
                currency.code(),
                new Money(wallet.map(Balance::available).orElse(0L), currency),
                new Money(bonus.map(Balance::available).orElse(0L), currency),
                new Money(wallet.map(Balance::reservedOut).orElse(0L), currency),
                new Money(wallet.map(Balance::posted).orElse(0L), currency),
                wallet.map(Balance::freeze)
                        .filter(freeze -> freeze == Ledger.Freeze.OUT || freeze == Ledger.Freeze.BOTH)
                        .isPresent());
    }
}
