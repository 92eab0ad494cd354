package io.tongbao.ledger;

/** @param group the account codes up to their first slash: wallet, merchant, campaign, bank ... */
public record TrialBalanceRow(
        Asset asset, String group, long accounts, long posted, long reservedIn, long reservedOut) {}
