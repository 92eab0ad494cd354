package io.tongbao.wallets.internal;

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
        boolean isDefault) {}
