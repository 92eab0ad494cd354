package io.tongbao.wallets.internal;

import io.tongbao.platform.ProblemException;
import java.time.DateTimeException;
import java.time.YearMonth;

/** Months as callers write them. */
final class Months {
    private Months() {}

    static YearMonth parse(String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.getYear() >= 1970 && month.getYear() <= 9999) {
                return month;
            }
        } catch (DateTimeException _) {
            // answered below, as for a year out of range
        }
        throw ProblemException.ofField("month", "invalid", "must be a year and month, such as 2026-11");
    }
}
