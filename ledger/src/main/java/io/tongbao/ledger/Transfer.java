package io.tongbao.ledger;

import java.util.OptionalLong;

/**
 * A leg as it was posted: draws resolved, with the balances it left behind.
 *
 * @param leg the leg of the entry it came from, from 0; a draw makes several transfers of one leg
 * @param fromBalance posted balance of the source after this transfer; empty for a reservation's transfer and where the
 *     account's kind keeps no history
 * @param toBalance the same of the destination
 */
public record Transfer(
        int leg,
        AccountId from,
        AccountId to,
        String fromCode,
        String toCode,
        Asset asset,
        long amount,
        OptionalLong fromBalance,
        OptionalLong toBalance) {}
