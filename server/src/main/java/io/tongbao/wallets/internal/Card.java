package io.tongbao.wallets.internal;

import io.tongbao.wallets.Cards;
import java.time.YearMonth;

/** A linked card, as its owner may see it. */
record Card(
        String id,
        String personId,
        String brand,
        String last4,
        YearMonth expiry,
        String bankCode,
        String bankName,
        boolean isDefault) {

    /** As payments and offers know it. */
    Cards.LinkedCard linked() {
        return new Cards.LinkedCard(id, bankCode, brand);
    }
}
