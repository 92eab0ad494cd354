package io.tongbao.payments;

import java.util.Arrays;

/** How a payment came about, as far as the house can tell. The codes stand in tables and in conditions of offers. */
public enum Channel {
    /** The customer scanned a merchant's code or order and confirmed in the wallet. */
    QR("qr"),
    /** The till scanned the customer's pay code; the customer may have confirmed with the PIN. */
    PAY_CODE("pay_code"),
    /** It happened before the house knew of it, and was brought in. */
    IMPORT("import");

    private final String code;

    Channel(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Channel of(String code) {
        return Arrays.stream(values())
                .filter(channel -> channel.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No such channel: " + code));
    }
}
