package io.tongbao.benefits.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.AccountKind.Nature;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Currency;
import io.tongbao.payments.Accounts;

/** Names the accounts of benefits. */
final class BenefitAccounts {
    /** One code of a supplier's. */
    static final Asset CODE = new Asset("CODE");

    /** A code's place in its lot. Of its own, since these accounts keep their history and the other counters' don't. */
    private static final Asset PLACE = new Asset("PLACE");

    private static final AccountKind SUPPLIED =
            AccountKind.of("benefit_supplied", Nature.COUNTER).outsideTheHouse();
    private static final AccountKind STOCK = AccountKind.of("benefit_stock", Nature.COUNTER);
    private static final AccountKind GIVEN = AccountKind.of("benefit_given", Nature.COUNTER);
    private static final AccountKind EXPIRED = AccountKind.of("benefit_expired", Nature.COUNTER);

    /** With its history: the balance that a transfer leaves is the number of a code. */
    private static final AccountKind LOT = AccountKind.of("benefit_lot", Nature.COUNTER);

    private static final AccountKind PLACES =
            AccountKind.of("benefit_places", Nature.COUNTER).outsideTheHouse();

    private static final AccountKind CLAIMS =
            AccountKind.of("benefit_claims", Nature.COUNTER).withoutHistory();
    private static final AccountKind COST =
            AccountKind.of("benefit_cost", Nature.EXPENSE).outsideTheHouse();
    private static final AccountKind PAYABLE = AccountKind.of("supplier_payable", Nature.LIABILITY);

    private BenefitAccounts() {}

    /** Below zero by the codes that the supplier has brought. */
    static AccountKey supplied(String benefitId) {
        return AccountKey.of(of(benefitId) + "supplied", CODE, SUPPLIED);
    }

    /** The codes that nobody has yet and that have not ended. */
    static AccountKey stock(String benefitId) {
        return AccountKey.of(of(benefitId) + "stock", CODE, STOCK);
    }

    static AccountKey given(String benefitId) {
        return AccountKey.of(of(benefitId) + "given", CODE, GIVEN);
    }

    static AccountKey expired(String benefitId) {
        return AccountKey.of(of(benefitId) + "expired", CODE, EXPIRED);
    }

    /** Where the places in the benefit's lots come from. */
    static AccountKey places(String benefitId) {
        return AccountKey.of(of(benefitId) + "places", PLACE, PLACES);
    }

    /** Counts the codes that ever came to the lot: the number of the last one. */
    static AccountKey filled(String benefitId, Lot lot) {
        return AccountKey.of(of(benefitId) + "filled/" + lot.code(), PLACE, LOT);
    }

    /** Counts those that left it, given or expired: the number of the last one. */
    static AccountKey taken(String benefitId, Lot lot) {
        return AccountKey.of(of(benefitId) + "taken/" + lot.code(), PLACE, LOT);
    }

    /** Counts what the customer was given of the benefit. */
    static AccountKey claims(String benefitId, String customerId) {
        return AccountKey.of(of(benefitId) + "claims/" + customerId, Accounts.USE, CLAIMS);
    }

    /** Below zero by what the given codes cost the house. */
    static AccountKey cost(String benefitId, Currency currency) {
        return AccountKey.of(of(benefitId) + "cost/" + currency.code(), currency.asset(), COST);
    }

    /** What is owed to the supplier for given codes and not paid yet. */
    static AccountKey payable(String supplierId, Currency currency) {
        return AccountKey.of("supplier/" + supplierId + "/payable/" + currency.code(), currency.asset(), PAYABLE);
    }

    private static String of(String benefitId) {
        return "benefit/" + benefitId + "/";
    }
}
