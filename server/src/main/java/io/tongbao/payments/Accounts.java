package io.tongbao.payments;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.AccountKind;
import io.tongbao.ledger.AccountKind.Nature;
import io.tongbao.ledger.Asset;
import io.tongbao.ledger.Currency;
import io.tongbao.wallets.WalletAccounts;
import java.time.LocalDate;

/** The accounts that a payment meets, named in one place. */
public final class Accounts {
    /** One use of an offer, one paid order: what counters count. */
    public static final Asset USE = new Asset("USE");

    /** One coupon. */
    public static final Asset COUPON = new Asset("COUPON");

    private static final AccountKind MERCHANT = AccountKind.of("merchant", Nature.LIABILITY);
    private static final AccountKind SPONSOR =
            AccountKind.of("sponsor", Nature.ASSET).outsideTheHouse();
    private static final AccountKind DEPOSIT = AccountKind.of("sponsor_deposit", Nature.LIABILITY);
    private static final AccountKind BUDGET = AccountKind.of("budget", Nature.LIABILITY);
    private static final AccountKind CARD_REFUNDS = AccountKind.of("card_refunds", Nature.LIABILITY);
    private static final AccountKind ADVANCE =
            AccountKind.of("advance", Nature.ASSET).outsideTheHouse();
    private static final AccountKind DAY =
            AccountKind.of("campaign_day", Nature.COUNTER).withoutHistory();
    private static final AccountKind AT_MERCHANT =
            AccountKind.of("campaign_merchant", Nature.COUNTER).withoutHistory();
    private static final AccountKind DEVICE_USES =
            AccountKind.of("campaign_device", Nature.COUNTER).withoutHistory();
    private static final AccountKind USES =
            AccountKind.of("campaign_uses", Nature.COUNTER).withoutHistory();
    private static final AccountKind CLAIMS =
            AccountKind.of("campaign_claims", Nature.COUNTER).withoutHistory();
    private static final AccountKind COUPON_STOCK =
            AccountKind.of("coupon_stock", Nature.COUNTER).withoutHistory();
    private static final AccountKind COUPON_HELD =
            AccountKind.of("coupon", Nature.COUNTER).withoutHistory();
    private static final AccountKind COUPONS_OVER =
            AccountKind.of("coupons_over", Nature.COUNTER).withoutHistory();
    private static final AccountKind ORDERS =
            AccountKind.of("orders", Nature.COUNTER).withoutHistory();
    private static final AccountKind CANCELLED =
            AccountKind.of("cancelled_orders", Nature.COUNTER).withoutHistory();
    private static final AccountKind TENDERED =
            AccountKind.of("tendered_orders", Nature.COUNTER).withoutHistory();

    private Accounts() {}

    public static AccountKey wallet(String customerId, Currency currency) {
        return WalletAccounts.key(customerId, currency);
    }

    public static AccountKey bonus(String customerId, Currency currency) {
        return WalletAccounts.bonus(customerId, currency);
    }

    public static AccountKey merchant(String merchantId, Currency currency) {
        return AccountKey.of("merchant/" + merchantId + "/" + currency.code(), currency.asset(), MERCHANT);
    }

    /** What was advanced to the merchant for refunds that came before its takings: below zero by what it owes. */
    public static AccountKey advance(String merchantId, Currency currency) {
        return AccountKey.of("advance/" + merchantId + "/" + currency.code(), currency.asset(), ADVANCE);
    }

    /** What a sponsor who pays in before has paid in and no campaign holds: campaigns can be given no more than that. */
    public static AccountKey deposit(String sponsorId, Currency currency) {
        return AccountKey.of("sponsor-deposit/" + sponsorId + "/" + currency.code(), currency.asset(), DEPOSIT);
    }

    /** What a sponsor who settles later has paid and got back: below zero by what is with campaigns or spent and not settled. */
    public static AccountKey sponsor(String sponsorId, Currency currency) {
        return AccountKey.of("sponsor/" + sponsorId + "/" + currency.code(), currency.asset(), SPONSOR);
    }

    public static AccountKey budget(String campaignId, String sponsorId, Currency currency) {
        return AccountKey.of("campaign/" + campaignId + "/budget/" + sponsorId, currency.asset(), BUDGET);
    }

    /** Counts what the campaign has spent on a business day of its zone. */
    public static AccountKey day(String campaignId, LocalDate day, Currency currency) {
        return AccountKey.of("campaign/" + campaignId + "/day/" + day, WalletAccounts.spend(currency), DAY);
    }

    /** Counts the customer's payments that had the campaign's offer. */
    public static AccountKey uses(String campaignId, String customerId) {
        return AccountKey.of("campaign/" + campaignId + "/uses/" + customerId, USE, USES);
    }

    /** Counts what the campaign has spent at the merchant, while it has a budget for each. */
    public static AccountKey atMerchant(String campaignId, String merchantId, Currency currency) {
        return AccountKey.of(
                "campaign/" + campaignId + "/merchant/" + merchantId, WalletAccounts.spend(currency), AT_MERCHANT);
    }

    /**
     * Counts the payments from one device that had the campaign's offer, while it has a cap on them.
     *
     * @param device its fingerprint
     */
    public static AccountKey usesOnDevice(String campaignId, String device) {
        return AccountKey.of("campaign/" + campaignId + "/device/" + device, USE, DEVICE_USES);
    }

    /** Counts the coupons of the campaign that the customer has claimed. */
    public static AccountKey claims(String campaignId, String customerId) {
        return AccountKey.of("campaign/" + campaignId + "/claims/" + customerId, USE, CLAIMS);
    }

    /** The coupons of the campaign that nobody has yet. */
    public static AccountKey couponStock(String campaignId) {
        return AccountKey.of("campaign/" + campaignId + "/coupons", COUPON, COUPON_STOCK);
    }

    /** One coupon with the customer who has it: 1 until it is used, has ended or is given on. */
    public static AccountKey coupon(String campaignId, String couponId, String customerId) {
        return AccountKey.of(couponOf(campaignId) + couponId + "/" + customerId, COUPON, COUPON_HELD);
    }

    private static String couponOf(String campaignId) {
        return "campaign/" + campaignId + "/coupon/";
    }

    /** Whether the account is that of a coupon of the campaign, with whomever. */
    public static boolean isCoupon(String account, String campaignId) {
        return account.startsWith(couponOf(campaignId));
    }

    /** Counts the campaign's coupons that customers have had, whatever became of them. */
    public static AccountKey couponsClaimed(String campaignId) {
        return AccountKey.of("campaign/" + campaignId + "/coupons-claimed", USE, CLAIMS);
    }

    /** The campaign's coupons that payments have used. */
    public static AccountKey couponsUsed(String campaignId) {
        return AccountKey.of("campaign/" + campaignId + "/coupons-used", COUPON, COUPONS_OVER);
    }

    /** The campaign's coupons that ended with a customer. */
    public static AccountKey couponsExpired(String campaignId) {
        return AccountKey.of("campaign/" + campaignId + "/coupons-expired", COUPON, COUPONS_OVER);
    }

    /** Where coupons come from. */
    public static AccountKey couponsIssued() {
        return WalletAccounts.issued(COUPON);
    }

    /** Counts the customer's paid orders that were not fully refunded. */
    public static AccountKey orders(String customerId) {
        return AccountKey.of("orders/" + customerId, USE, ORDERS);
    }

    public static AccountKey orders(String customerId, String merchantId) {
        return AccountKey.of("orders/" + customerId + "/" + merchantId, USE, ORDERS);
    }

    /** Counts the merchant's orders that were cancelled before they were paid. */
    public static AccountKey cancelled(String merchantId) {
        return AccountKey.of("cancelled/" + merchantId, USE, CANCELLED);
    }

    /** Counts the merchant's orders that were paid outside the house: in cash, or by card at another's machine. */
    public static AccountKey tendered(String merchantId) {
        return AccountKey.of("tendered/" + merchantId, USE, TENDERED);
    }

    /** Where counted uses come from. */
    public static AccountKey usesIssued() {
        return WalletAccounts.issued(USE);
    }

    /** Where counted spending comes from. */
    public static AccountKey spendIssued(Currency currency) {
        return WalletAccounts.issued(WalletAccounts.spend(currency));
    }

    /** Money at a bank: below zero by what came in through it and has not gone out. */
    public static AccountKey bank(String bankCode, Currency currency) {
        return WalletAccounts.bank(bankCode, currency);
    }

    /** What refunds owe to cards of the bank and the bank has not paid out yet. */
    public static AccountKey cardRefunds(String bankCode, Currency currency) {
        return AccountKey.of("card_refunds/" + bankCode + "/" + currency.code(), currency.asset(), CARD_REFUNDS);
    }

    /** Where the money of imported payments comes from; that of imported sends too. */
    public static AccountKey imported(Currency currency) {
        return WalletAccounts.imported(currency);
    }
}
