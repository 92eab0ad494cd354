package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.Optional;

/** Money that one person gave another. The note and the picture are personal. */
record SentMoney(
        String id,
        String senderId,
        String recipientId,
        Money amount,
        Optional<String> note,
        Optional<String> pictureId,
        Instant at) {
    @Override
    public String toString() {
        return "SentMoney[" + id + "]";
    }
}
