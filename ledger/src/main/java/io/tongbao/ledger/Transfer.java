package io.tongbao.ledger;

/**
 * A leg as it was posted: draws resolved, with the balances it left behind.
 *
 * @param leg the leg of the entry it came from, from 0; a draw makes several transfers of one leg
 * @param fromBalance posted balance of the source after this transfer
 * @param toBalance posted balance of the destination after this transfer
 */
public record Transfer(
        int leg,
        AccountId from,
        AccountId to,
        String fromCode,
        String toCode,
        Asset asset,
        long amount,
        long fromBalance,
        long toBalance) {}
