package io.tongbao.merchants;

import io.tongbao.ledger.Currency;

/**
 * What other modules may know of a merchant.
 *
 * @param category code of the table of categories
 * @param categoryCode the same as four digits of ISO 18245, for the QR
 * @param currency the only one in which it takes payments
 */
public record MerchantProfile(
        String id,
        String name,
        String category,
        String categoryCode,
        String city,
        Currency currency,
        MerchantStatus status) {

    public boolean isActive() {
        return status == MerchantStatus.ACTIVE;
    }
}
