package io.tongbao.benefits.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Balance;
import io.tongbao.ledger.Ledger;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the books hold of benefits. */
@Component
class BenefitBooks {
    private final Ledger ledger;

    BenefitBooks(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Codes, and what those given cost.
     *
     * @param supplied that ever came: stock, given and expired together
     */
    record Standing(long supplied, long stock, long given, long expired, long costMinor) {}

    /** In one consistent read, by benefit. */
    Map<String, Standing> of(Collection<Benefit> benefits) {
        if (benefits.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> balances = balances(benefits.stream()
                .flatMap(benefit -> Stream.of(
                        BenefitAccounts.supplied(benefit.id()),
                        BenefitAccounts.stock(benefit.id()),
                        BenefitAccounts.given(benefit.id()),
                        BenefitAccounts.expired(benefit.id()),
                        BenefitAccounts.cost(benefit.id(), benefit.currency())))
                .toList());
        Map<String, Standing> standings = new HashMap<>();
        for (Benefit benefit : benefits) {
            standings.put(
                    benefit.id(),
                    new Standing(
                            -balance(balances, BenefitAccounts.supplied(benefit.id())),
                            balance(balances, BenefitAccounts.stock(benefit.id())),
                            balance(balances, BenefitAccounts.given(benefit.id())),
                            balance(balances, BenefitAccounts.expired(benefit.id())),
                            -balance(balances, BenefitAccounts.cost(benefit.id(), benefit.currency()))));
        }
        return standings;
    }

    /** By account; one that no entry has met is absent. */
    Map<String, Long> balances(List<AccountKey> accounts) {
        return accounts.isEmpty()
                ? Map.of()
                : ledger.balances(accounts.stream().map(AccountKey::code).toList()).stream()
                        .collect(Collectors.toMap(Balance::code, Balance::posted));
    }

    static long balance(Map<String, Long> balances, AccountKey account) {
        return balances.getOrDefault(account.code(), 0L);
    }
}
