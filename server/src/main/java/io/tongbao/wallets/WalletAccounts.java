package io.tongbao.wallets;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.AccountKind.Nature;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Currency;
import java.time.LocalDate;
import java.util.List;

/** Names the ledger accounts in which people hold money, and those through which it comes and goes. */
public final class WalletAccounts {
    private static final AccountKind WALLET = AccountKind.of("wallet", Nature.LIABILITY);
    private static final AccountKind BONUS = AccountKind.of("bonus", Nature.LIABILITY);
    private static final AccountKind BANK = AccountKind.of("bank", Nature.ASSET).outsideTheHouse();
    private static final AccountKind SENT =
            AccountKind.of("sent", Nature.COUNTER).withoutHistory();

    /** Where what is counted comes from. */
    private static final AccountKind ISSUED =
            AccountKind.of("issued", Nature.COUNTER).outsideTheHouse().withoutHistory();

    private static final AccountKind IMPORTED =
            AccountKind.of("import", Nature.ASSET).outsideTheHouse();

    private WalletAccounts() {}

    /** What the person holds in the currency; never below zero. */
    public static AccountKey key(String personId, Currency currency) {
        return AccountKey.of("wallet/" + personId + "/" + currency.code(), currency.asset(), WALLET);
    }

    /** What the person was given on top of top-ups: to be spent at merchants, and not to be withdrawn or sent. */
    public static AccountKey bonus(String personId, Currency currency) {
        return AccountKey.of("bonus/" + personId + "/" + currency.code(), currency.asset(), BONUS);
    }

    /** Both, in the order in which a payment draws from them; they stand still together. */
    public static List<AccountKey> purses(String personId, Currency currency) {
        return List.of(bonus(personId, currency), key(personId, currency));
    }

    /** Money at a bank: below zero by what came in through it and has not gone out. */
    public static AccountKey bank(String bank, Currency currency) {
        return AccountKey.of("bank/" + bank + "/" + currency.code(), currency.asset(), BANK);
    }

    /** Where the money of history that is brought in comes from. */
    public static AccountKey imported(Currency currency) {
        return AccountKey.of("import/" + currency.code(), currency.asset(), IMPORTED);
    }

    /** Counts what the person has sent on a business day. */
    public static AccountKey sent(String personId, LocalDate day, Currency currency) {
        return AccountKey.of("sent/" + personId + "/" + day + "/" + currency.code(), spend(currency), SENT);
    }

    /** Money that is counted, not held. */
    public static Asset spend(Currency currency) {
        return new Asset("SPEND." + currency.code());
    }

    /** Where the counted units of the asset come from. */
    public static AccountKey issued(Asset counted) {
        return AccountKey.of("counters/" + counted.code(), counted, ISSUED);
    }
}
