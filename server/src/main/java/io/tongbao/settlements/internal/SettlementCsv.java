package io.tongbao.settlements.internal;

import io.tongbao.ledger.Currency;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A settlement as a spreadsheet reads it: ids, times and amounts only, so nothing of it can be taken for a formula. */
final class SettlementCsv {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final CSVPrinter out;
    private final Currency currency;
    private final ZoneId zone;

    SettlementCsv(Writer out, Currency currency, ZoneId zone) throws IOException {
        this.out = new CSVPrinter(out, CSVFormat.RFC4180);
        this.currency = currency;
        this.zone = zone;
    }

    void head() throws IOException {
        row(BYTE_ORDER_MARK + "number", "kind", "reference", "payment", "recorded", "gross", "fee", "net", "currency");
    }

    void line(SettlementStore.Line line) throws IOException {
        boolean refund = line.kind().equals("refund");
        long gross = refund ? -line.gross() : line.gross();
        long fee = refund ? line.fee() : -line.fee();
        row(
                Integer.toString(line.n()),
                line.kind(),
                line.reference(),
                line.paymentId(),
                time(line.recordedAt()),
                decimal(gross),
                decimal(fee),
                decimal(gross + fee),
                currency.code());
    }

    void sums(SettlementStore.Settlement settlement) throws IOException {
        Drawn drawn = settlement.drawn();
        Division division = settlement.division();
        sum("carried in", drawn.carriedIn(), 0);
        sum("fees owed before", 0, -drawn.feesOwedIn());
        sum("fees not yet paid", 0, division.feesOwed());
        sum("carried on", -division.carried(), 0);
        row(
                "",
                "paid out",
                drawn.id(),
                "",
                time(settlement.settledAt()),
                "",
                "",
                decimal(division.paid()),
                currency.code());
    }

    private void sum(String what, long gross, long fee) throws IOException {
        row("", what, "", "", "", decimal(gross), decimal(fee), decimal(gross + fee), currency.code());
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    private String decimal(long minor) {
        return BigDecimal.valueOf(minor, currency.minorUnits()).toPlainString();
    }

    private void row(Object... cells) throws IOException {
        out.printRecord(cells);
    }
}
