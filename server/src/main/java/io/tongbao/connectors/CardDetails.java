package io.tongbao.connectors;

import java.time.YearMonth;

/** What is printed on a card, on its way to the bank and never written anywhere. */
public record CardDetails(CardNumber number, String holder, YearMonth expiry) {
    @Override
    public String toString() {
        return "CardDetails[" + number + "]";
    }
}
