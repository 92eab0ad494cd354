package io.tongbao.ledger;

/** The sums of one line of the chart in one asset. */
public record TrialBalanceRow(
        Asset asset,
        String kind,
        AccountKind.Nature nature,
        long accounts,
        long posted,
        long reservedIn,
        long reservedOut) {}
