package io.tongbao.payments;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Currency;
import java.time.LocalDate;

/** The accounts that a payment meets, named in one place. */
public final class Accounts {
    /** One use of an offer, one paid order: what counters count. */
    public static final Asset USE = new Asset("USE");

    private Accounts() {}

    public static AccountKey wallet(String customerId, Currency currency) {
        return AccountKey.of("wallet/" + customerId + "/" + currency.code(), currency.asset());
    }

    public static AccountKey merchant(String merchantId, Currency currency) {
        return AccountKey.of("merchant/" + merchantId + "/" + currency.code(), currency.asset());
    }

    /** What the sponsor has put in and got back: below zero by what is with campaigns or spent. */
    public static AccountKey sponsor(String sponsorId, Currency currency) {
        return AccountKey.outside("sponsor/" + sponsorId + "/" + currency.code(), currency.asset());
    }

    public static AccountKey budget(String campaignId, String sponsorId, Currency currency) {
        return AccountKey.of("campaign/" + campaignId + "/budget/" + sponsorId, currency.asset());
    }

    /** Counts what the campaign has spent on a business day of its zone. */
    public static AccountKey day(String campaignId, LocalDate day, Currency currency) {
        return AccountKey.of("campaign/" + campaignId + "/day/" + day, spend(currency));
    }

    /** Counts the customer's payments that had the campaign's offer. */
    public static AccountKey uses(String campaignId, String customerId) {
        return AccountKey.of("campaign/" + campaignId + "/uses/" + customerId, USE);
    }

    /** Counts the customer's paid orders that were not fully refunded. */
    public static AccountKey orders(String customerId) {
        return AccountKey.of("orders/" + customerId, USE);
    }

    public static AccountKey orders(String customerId, String merchantId) {
        return AccountKey.of("orders/" + customerId + "/" + merchantId, USE);
    }

    /** Counts the merchant's orders that were cancelled before they were paid. */
    public static AccountKey cancelled(String merchantId) {
        return AccountKey.of("cancelled/" + merchantId, USE);
    }

    /** Where counted uses come from. */
    public static AccountKey usesIssued() {
        return AccountKey.outside("counters/USE", USE);
    }

    /** Where counted spending comes from. */
    public static AccountKey spendIssued(Currency currency) {
        return AccountKey.outside("counters/" + spend(currency).code(), spend(currency));
    }

    /** Where the money of imported payments comes from. */
    public static AccountKey imported(Currency currency) {
        return AccountKey.outside("import/" + currency.code(), currency.asset());
    }

    private static Asset spend(Currency currency) {
        return new Asset("SPEND." + currency.code());
    }
}
