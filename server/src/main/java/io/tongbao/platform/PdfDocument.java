package io.tongbao.platform;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A paper on A4 that people keep and print: a title, facts, tables whose heads are repeated on each page. Of the font, which
 * knows Chinese and Latin, only what was written is embedded.
 */
public final class PdfDocument implements AutoCloseable {
    private static final String FONT_FILE = "NotoSansSC-Regular.ttf";
    private static final float MARGIN = 44;
    private static final float FOOT = 28;
    /** So many rows are laid out before they are written, so that a long table is never whole in memory. */
    private static final int ROWS_AT_ONCE = 100;

    static final Color INK = new Color(0x1D1B1A);
    static final Color STONE = new Color(0x6B6661);
    static final Color CINNABAR = new Color(0xB3261E);
    static final Color RULE = new Color(0xE4DDD3);

    private final Document document;

    private PdfDocument(Document document) {
        this.document = document;
    }

    /** @param page the foot of a page, by its number */
    public static PdfDocument to(
            OutputStream out, String title, PaperWords.Language language, IntFunction<String> page) {
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN + FOOT);
        PdfWriter writer = PdfWriter.getInstance(document, out);
        writer.setPageEvent(new Foot(page));
        document.addTitle(title);
        document.addCreator("Tongbao");
        document.setDocumentLanguage(language.name());
        document.open();
        Paragraph mark = new Paragraph("Tongbao 通宝", font(10, CINNABAR));
        mark.setSpacingAfter(6);
        document.add(mark);
        Paragraph heading = new Paragraph(title, font(20, INK));
        heading.setLeading(26);
        heading.setSpacingAfter(10);
        document.add(heading);
        return new PdfDocument(document);
    }

    /** What is said in a pair: "Period", "1 to 30 November". */
    public record Fact(String label, String value) {}

    public void facts(List<Fact> facts) {
        PdfPTable table = table(new float[] {1, 4});
        for (Fact fact : facts) {
            table.addCell(cell(fact.label(), 9, STONE, Element.ALIGN_LEFT, Rectangle.NO_BORDER));
            table.addCell(cell(fact.value(), 9, INK, Element.ALIGN_LEFT, Rectangle.NO_BORDER));
        }
        document.add(table);
    }

    public void section(String heading) {
        Paragraph paragraph = new Paragraph(heading, font(13, INK));
        paragraph.setSpacingBefore(16);
        paragraph.setSpacingAfter(6);
        paragraph.setKeepTogether(true);
        document.add(paragraph);
    }

    public void note(String text) {
        Paragraph paragraph = new Paragraph(text, font(8, STONE));
        paragraph.setLeading(12);
        paragraph.setSpacingBefore(10);
        document.add(paragraph);
    }

    /** @param width beside the others' */
    public record Column(String heading, float width, boolean isFigure) {
        public static Column text(String heading, float width) {
            return new Column(heading, width, false);
        }

        public static Column figure(String heading, float width) {
            return new Column(heading, width, true);
        }
    }

    public Table table(List<Column> columns) {
        return new Table(columns);
    }

    /** Rows come one after the other; closing it writes the last. */
    public final class Table implements AutoCloseable {
        private final List<Column> columns;
        private final PdfPTable table;
        private int waiting;

        private Table(List<Column> columns) {
            this.columns = List.copyOf(columns);
            float[] widths = new float[columns.size()];
            for (int at = 0; at < widths.length; at++) {
                widths[at] = columns.get(at).width();
            }
            table = PdfDocument.table(widths);
            table.setComplete(false);
            if (columns.stream().anyMatch(column -> !column.heading().isEmpty())) {
                table.setHeaderRows(1);
                columns.forEach(
                        column -> table.addCell(cell(column.heading(), 8, STONE, align(column), Rectangle.BOTTOM)));
            }
        }

        public void row(List<String> cells) {
            add(cells, 8.5f, INK);
        }

        /** A row that stands out: a sum, a balance brought forward. */
        public void strong(List<String> cells) {
            add(cells, 9.5f, CINNABAR);
        }

        private void add(List<String> cells, float size, Color color) {
            if (cells.size() != columns.size()) {
                throw new IllegalArgumentException("A row has a cell for each of " + columns.size() + " columns");
            }
            for (int at = 0; at < cells.size(); at++) {
                table.addCell(cell(cells.get(at), size, color, align(columns.get(at)), Rectangle.BOTTOM));
            }
            if (++waiting == ROWS_AT_ONCE) {
                document.add(table);
                waiting = 0;
            }
        }

        @Override
        public void close() {
            table.setComplete(true);
            document.add(table);
        }
    }

    @Override
    public void close() {
        document.close();
    }

    private static int align(Column column) {
        return column.isFigure() ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT;
    }

    private static PdfPTable table(float[] widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSplitLate(true);
        return table;
    }

    private static PdfPCell cell(String text, float size, Color color, int align, int border) {
        PdfPCell cell = new PdfPCell(new Phrase(size + 4, text, font(size, color)));
        cell.setHorizontalAlignment(align);
        cell.setBorder(border);
        cell.setBorderColor(RULE);
        cell.setBorderWidth(0.5f);
        cell.setPaddingTop(3);
        cell.setPaddingBottom(5);
        cell.setPaddingLeft(2);
        cell.setPaddingRight(2);
        return cell;
    }

    static float width(String text, float size) {
        return OneFont.FONT.getWidthPoint(text, size);
    }

    static Font font(float size, Color color) {
        return new Font(OneFont.FONT, size, Font.NORMAL, color);
    }

    /** Read once, with the first paper. */
    private static final class OneFont {
        private static final BaseFont FONT = read();

        private static BaseFont read() {
            try (InputStream file = Objects.requireNonNull(
                    PdfDocument.class.getResourceAsStream("fonts/" + FONT_FILE), FONT_FILE + " is missing")) {
                return BaseFont.createFont(
                        FONT_FILE, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, file.readAllBytes(), null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Foot extends PdfPageEventHelper {
        private final IntFunction<String> page;

        Foot(IntFunction<String> page) {
            this.page = page;
        }

        @Override
        public void onEndPage(PdfWriter writer, Document document) {
            ColumnText.showTextAligned(
                    writer.getDirectContent(),
                    Element.ALIGN_CENTER,
                    new Phrase(page.apply(writer.getPageNumber()), font(8, STONE)),
                    (document.left() + document.right()) / 2,
                    MARGIN,
                    0);
        }
    }
}
