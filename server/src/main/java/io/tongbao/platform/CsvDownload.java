package io.tongbao.platform;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * A list as a file for a spreadsheet, page by page as it is written: each page is a short statement of its own, and no more
 * than one of them is in memory.
 */
public final class CsvDownload {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** What a spreadsheet takes for the beginning of a formula, in full width as well. */
    private static final String FORMULAS = "=+-@\t\r\n＝＋－＠";

    private CsvDownload() {}

    /** @param cell what stands in the column; an empty {@link Optional} is an empty cell */
    public record Column<T>(String header, Function<? super T, ?> cell) {}

    /** Any list that is asked for by page. What it refuses it refuses before the file begins. */
    public static <T> void write(
            HttpServletResponse response, String name, List<Column<T>> columns, Function<PageRequest, Page<T>> pages)
            throws IOException {
        Page<T> page = pages.apply(new PageRequest(Optional.empty(), PageRequest.MAX_LIMIT));
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name + ".csv").build().toString());
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        out.write(BYTE_ORDER_MARK);
        CSVPrinter rows = new CSVPrinter(out, CSVFormat.RFC4180);
        rows.printRecord(columns.stream().map(Column::header).toList());
        while (true) {
            for (T item : page.items()) {
                rows.printRecord(columns.stream()
                        .map(column -> text(column.cell().apply(item)))
                        .toList());
            }
            Optional<String> next = page.next();
            if (next.isEmpty()) {
                break;
            }
            page = pages.apply(new PageRequest(next, PageRequest.MAX_LIMIT));
        }
        out.flush();
    }

    private static String text(Object cell) {
        return switch (cell) {
            case Optional<?> optional -> optional.<String>map(CsvDownload::text).orElse("");
            case Money money -> PaperAmounts.plain(money);
            case Number number -> number.toString();
            default -> harmless(String.valueOf(cell));
        };
    }

    /** Text that others chose, such as a shop's name, is not taken for a formula. */
    public static String harmless(String text) {
        return text.isEmpty() || FORMULAS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
