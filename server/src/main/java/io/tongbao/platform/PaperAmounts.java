package io.tongbao.platform;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Amounts as papers write them, exact. */
public final class PaperAmounts {
    private PaperAmounts() {}

    /** For programs: {@code 1234.50}. */
    public static String plain(Money money) {
        return decimal(money).toPlainString();
    }

    /** For people: {@code 1,234.50}, below zero with a true minus. */
    public static String grouped(Money money) {
        int digits = money.currency().minorUnits();
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return (money.minor() < 0 ? "\u2212" : "")
                + format.format(decimal(money).abs());
    }

    private static BigDecimal decimal(Money money) {
        return BigDecimal.valueOf(money.minor(), money.currency().minorUnits());
    }
}
