package io.tongbao.wallets.internal;

import io.tongbao.platform.PaperAmounts;
import io.tongbao.platform.PaperWords;
import io.tongbao.platform.PdfDocument;
import io.tongbao.platform.PdfDocument.Column;
import io.tongbao.platform.PdfDocument.Fact;
import io.tongbao.wallets.internal.Bills.Named;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The receipt of a top-up, a withdrawal or a send on paper; a payment's is the payments' own. */
class BillPaper {
    private static final List<Column> WHAT_AND_AMOUNT = List.of(Column.text("", 4), Column.figure("", 1));

    private final PaperWords words;
    private final DateTimeFormatter times;

    BillPaper(PaperWords words, ZoneId zone) {
        this.words = words;
        this.times =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    void write(Named named, OutputStream out) {
        Bill bill = named.bill();
        String what = words.of("what." + bill.kind().code());
        try (PdfDocument paper = PdfDocument.to(
                out, words.of("receipt.title"), words.language(), page -> words.of("page", Integer.toString(page)))) {
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact(words.of("column.what"), what));
            named.counterparty().ifPresent(name -> facts.add(new Fact(words.of("column.counterparty"), name)));
            facts.add(new Fact(words.of("column.time"), times.format(bill.at())));
            facts.add(new Fact(words.of("column.number"), bill.referenceId()));
            facts.add(new Fact(
                    words.of("column.currency"), bill.amount().currency().code()));
            paper.facts(facts);
            try (PdfDocument.Table table = paper.table(WHAT_AND_AMOUNT)) {
                table.strong(List.of(what, PaperAmounts.grouped(bill.amount())));
                if (bill.saved().minor() > 0) {
                    table.row(List.of(words.of("what.bonus"), PaperAmounts.grouped(bill.saved())));
                }
            }
            paper.note(words.of("receipt.note"));
        }
    }
}
