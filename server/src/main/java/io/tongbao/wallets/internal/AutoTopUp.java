package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person has allowed: when the balance falls below, so much is taken from the card.
 *
 * @param perDay at most so much by itself in a business day
 * @param stopped why none is made any more until it is allowed anew; kebab-case
 */
record AutoTopUp(
        String personId,
        String cardId,
        Money below,
        Money amount,
        Money perDay,
        Instant setAt,
        Optional<String> stopped) {}
