package io.tongbao.wallets.internal;

import io.tongbao.platform.Money;
import io.tongbao.platform.PaperAmounts;
import io.tongbao.platform.PaperWords;
import io.tongbao.platform.PdfDocument;
import io.tongbao.platform.PdfDocument.Column;
import io.tongbao.platform.PdfDocument.Fact;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A statement on paper. */
class StatementPdf implements StatementPaper {
    private final OutputStream out;
    private final PaperWords words;
    private final DateTimeFormatter times;

    private @Nullable PdfDocument document;
    private PdfDocument.@Nullable Table table;

    StatementPdf(OutputStream out, PaperWords words, ZoneId zone) {
        this.out = out;
        this.words = words;
        this.times =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    }

    @Override
    public void begin(Head head) {
        document = PdfDocument.to(
                out, words.of("statement.title"), words.language(), page -> words.of("page", Integer.toString(page)));
        document.facts(List.of(
                new Fact(words.of("statement.owner"), head.owner()),
                new Fact(
                        words.of("statement.period"),
                        words.of(
                                "statement.days",
                                head.from().toString(),
                                head.to().toString())),
                new Fact(words.of("column.currency"), head.currency().code()),
                new Fact(words.of("statement.madeAt"), times.format(head.madeAt()))));
    }

    @Override
    public void opening(Purse purse, Money balance) {
        document().section(words.of(purse.word()));
        table = document()
                .table(List.of(
                        Column.text(words.of("column.time"), 2.4f),
                        Column.text(words.of("column.what"), 2.4f),
                        Column.text(words.of("column.counterparty"), 3.2f),
                        Column.figure(words.of("column.in"), 1.9f),
                        Column.figure(words.of("column.out"), 1.9f),
                        Column.figure(words.of("column.balance"), 2.1f)));
        table().strong(List.of("", words.of("opening"), "", "", "", PaperAmounts.grouped(balance)));
    }

    @Override
    public void line(Line line) {
        Money amount = line.amount();
        boolean in = amount.minor() > 0;
        table().row(List.of(
                times.format(line.at()),
                words.of(line.what().word()),
                line.counterparty().orElse(""),
                in ? PaperAmounts.grouped(amount) : "",
                in ? "" : PaperAmounts.grouped(amount.negated()),
                PaperAmounts.grouped(line.balance())));
    }

    @Override
    public void closing(Sums sums) {
        table().strong(List.of(
                "",
                words.of("closing"),
                "",
                PaperAmounts.grouped(sums.in()),
                PaperAmounts.grouped(sums.out()),
                PaperAmounts.grouped(sums.balance())));
        table().close();
    }

    @Override
    public void end() {
        document().note(words.of("statement.note"));
        document().close();
    }

    private PdfDocument document() {
        return begun(document);
    }

    private PdfDocument.Table table() {
        return begun(table);
    }

    private static <T> T begun(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("A statement is told from its beginning");
        }
        return part;
    }
}
