package io.tongbao.wallets;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;

/** Names the ledger accounts in which people hold money. */
public final class WalletAccounts {
    private WalletAccounts() {}

    /** What the person holds in the currency; never below zero. */
    public static AccountKey key(String personId, Currency currency) {
        return AccountKey.of("wallet/" + personId + "/" + currency.code(), currency.asset());
    }
}
