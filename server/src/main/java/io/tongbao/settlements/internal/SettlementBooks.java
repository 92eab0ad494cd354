package io.tongbao.settlements.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.AccountKind.Nature;
import io.tongbao.ledger.Currency;

/** Names the accounts that settlement meets beside the merchants' own. */
final class SettlementBooks {
    /** Fees that are given back may come before any was taken. */
    private static final AccountKind FEES =
            AccountKind.of("fees", Nature.INCOME).outsideTheHouse();

    private static final AccountKind PAYABLE = AccountKind.of("payable", Nature.LIABILITY);

    private SettlementBooks() {}

    /** What merchants have paid for being paid, less what refunds gave back of it. */
    static AccountKey fees(Currency currency) {
        return AccountKey.of("fees/" + currency.code(), currency.asset(), FEES);
    }

    /** What is settled with the merchant and not paid out yet. */
    static AccountKey payable(String merchantId, Currency currency) {
        return AccountKey.of("payable/" + merchantId + "/" + currency.code(), currency.asset(), PAYABLE);
    }
}
