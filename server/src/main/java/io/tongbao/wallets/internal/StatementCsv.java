package io.tongbao.wallets.internal;

import io.tongbao.platform.CsvDownload;
import io.tongbao.platform.Money;
import io.tongbao.platform.PaperAmounts;
import io.tongbao.platform.PaperWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A statement as a table for a spreadsheet: it opens in Excel as it is, and no text in it is taken for a formula. */
class StatementCsv implements StatementPaper {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Writer out;
    private final PaperWords words;
    private final DateTimeFormatter times;

    StatementCsv(Writer out, PaperWords words, ZoneId zone) {
        this.out = out;
        this.words = words;
        this.times =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    @Override
    public void begin(Head head) {
        try {
            out.write(BYTE_ORDER_MARK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        row(
                words.of("column.time"),
                words.of("column.account"),
                words.of("column.what"),
                words.of("column.counterparty"),
                words.of("column.in"),
                words.of("column.out"),
                words.of("column.balance"),
                words.of("column.currency"),
                words.of("column.number"));
    }

    @Override
    public void opening(Purse purse, Money balance) {
        row(
                "",
                words.of(purse.word()),
                words.of("opening"),
                "",
                "",
                "",
                PaperAmounts.plain(balance),
                balance.currency().code(),
                "");
    }

    @Override
    public void line(Line line) {
        Money amount = line.amount();
        boolean in = amount.minor() > 0;
        row(
                time(line.at()),
                words.of(line.purse().word()),
                words.of(line.what().word()),
                CsvDownload.harmless(line.counterparty().orElse("")),
                in ? PaperAmounts.plain(amount) : "",
                in ? "" : PaperAmounts.plain(amount.negated()),
                PaperAmounts.plain(line.balance()),
                amount.currency().code(),
                line.billId().orElse(""));
    }

    @Override
    public void closing(Sums sums) {
        row(
                "",
                words.of(sums.purse().word()),
                words.of("closing"),
                "",
                PaperAmounts.plain(sums.in()),
                PaperAmounts.plain(sums.out()),
                PaperAmounts.plain(sums.balance()),
                sums.balance().currency().code(),
                "");
    }

    @Override
    public void end() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String time(Instant at) {
        return times.format(at);
    }

    private void row(Object... cells) {
        try {
            // The printer holds nothing back: what is below it buffers.
            new CSVPrinter(out, CSVFormat.RFC4180).printRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
