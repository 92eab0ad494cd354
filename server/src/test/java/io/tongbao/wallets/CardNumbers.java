package io.tongbao.wallets;

import io.tongbao.connectors.CardNumber;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Numbers for the sandbox bank's cards, which behave by their last four digits. */
public final class CardNumbers {
    private CardNumbers() {}

    /** A number of UnionPay's range with the last four digits given and a right check digit. */
    public static String endingIn(String last4) {
        while (true) {
            String number = String.format(
                    Locale.ROOT, "6222%08d%s", ThreadLocalRandom.current().nextInt(100_000_000), last4);
            if (CardNumber.parse(number).isPresent()) {
                return number;
            }
        }
    }

    /** Does as it is told. */
    public static String good() {
        return endingIn("8888");
    }
}
