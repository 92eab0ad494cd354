package io.tongbao.imports.internal;

import io.tongbao.imports.HistoryReplay.UnreadableHistory;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a CSV of invoice lines, one at a time, and decides of each whether it can be used. A line that can't be understood
 * is an error with its number; a line that is understood and not usable is set aside.
 */
final class HistoryFile {
    static final List<String> COLUMNS =
            List.of("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID");
    private static final String COLUMNS_NEEDED =
            "Line 1 must name the columns " + String.join(", ", COLUMNS) + ", with commas between.";
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int FINDINGS_AT_MOST = 20;
    private static final int TEXT_AT_MOST = 200;
    private static final int LINE_AT_MOST = 1 << 20;

    /** By the calendar strictly: there is no 30th of February. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]").withResolverStyle(ResolverStyle.STRICT);

    /** Ten thousand million pounds; far from where sums and percentages of it would overflow. */
    static final BigDecimal AMOUNT_MINOR_AT_MOST = new BigDecimal("1000000000000");

    private static final BigDecimal PRICE_AT_MOST = new BigDecimal("1000000000");

    private final Path path;
    private final ZoneId zone;
    private final int minorUnits;

    HistoryFile(Path path, ZoneId zone, int minorUnits) {
        this.path = path;
        this.zone = zone;
        this.minorUnits = minorUnits;
    }

    /**
     * @param n the line's place among the file's lines of data, from 1
     * @param customer empty if there is none
     * @param unitPriceMinor zero for a line whose price is not used
     * @param setAside why it can't be used; a cancellation's matching is decided later
     */
    record Line(
            long n,
            String invoice,
            boolean cancels,
            String product,
            String name,
            int quantity,
            long unitPriceMinor,
            String customer,
            Instant at,
            Optional<String> setAside) {
        boolean isSale() {
            return !cancels && setAside.isEmpty();
        }
    }

    /** Hands over every line; throws {@link UnreadableHistory} with the first findings if some can't be understood. */
    void read(OptionalInt firstInvoices, Consumer<Line> lines) {
        List<String> findings = new ArrayList<>();
        Set<String> invoices = new HashSet<>();
        Header header = Header.NONE;
        long n = 0;
        long lastLine = 0;
        try (Reader text = open();
                var parser = FORMAT.parse(text)) {
            for (CSVRecord record : parser) {
                long startsOn = lastLine + 1;
                lastLine = parser.getCurrentLineNumber();
                if (header == Header.NONE) {
                    header = Header.of(record);
                    continue;
                }
                n++;
                if (record.size() != header.size()) {
                    find(findings, startsOn, "has " + record.size() + " fields instead of " + header.size());
                    continue;
                }
                Optional<Line> line = understood(n, header.row(record), startsOn, findings);
                if (line.isEmpty()) {
                    continue;
                }
                if (firstInvoices.isPresent()
                        && line.get().isSale()
                        && invoices.add(line.get().invoice())
                        && invoices.size() > firstInvoices.getAsInt()) {
                    break;
                }
                lines.accept(line.get());
            }
            if (header == Header.NONE) {
                throw new UnreadableHistory(List.of("The file is empty. " + COLUMNS_NEEDED));
            }
        } catch (UncheckedIOException e) {
            findBroken(findings, lastLine + 1, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            findBroken(findings, lastLine + 1, e);
        } catch (TooManyFindings _) {
            findings.add("There may be more; the reading stopped here.");
        }
        if (!findings.isEmpty()) {
            throw new UnreadableHistory(findings);
        }
    }

    /** Where the columns stand; their order is the file's affair, and it may have more of them. */
    private record Header(Map<String, Integer> places, int size) {
        static final Header NONE = new Header(Map.of(), 0);

        static Header of(CSVRecord first) {
            Map<String, Integer> places = new HashMap<>();
            for (int i = 0; i < first.size(); i++) {
                String name = i == 0 && first.get(0).startsWith(BYTE_ORDER_MARK)
                        ? first.get(0).substring(BYTE_ORDER_MARK.length())
                        : first.get(i);
                if (places.put(name.strip(), i) != null) {
                    throw new UnreadableHistory(List.of("Line 1 names the column " + shown(name) + " twice."));
                }
            }
            List<String> missing = COLUMNS.stream()
                    .filter(column -> !places.containsKey(column))
                    .toList();
            if (!missing.isEmpty()) {
                throw new UnreadableHistory(List.of(COLUMNS_NEEDED + " Missing: " + String.join(", ", missing) + "."));
            }
            return new Header(places, first.size());
        }

        UnaryOperator<String> row(CSVRecord record) {
            return column ->
                    record.get(Objects.requireNonNull(places.get(column))).strip();
        }
    }

    private static final class TooManyFindings extends RuntimeException {
        TooManyFindings() {
            super(null, null, false, false);
        }
    }

    private static void find(List<String> findings, long line, String what) {
        findings.add("Line " + line + " " + what + ".");
        if (findings.size() >= FINDINGS_AT_MOST) {
            throw new TooManyFindings();
        }
    }

    private Reader open() throws IOException {
        return new InputStreamReader(bytes(), strictly());
    }

    private InputStream bytes() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw;
    }

    private static CharsetDecoder strictly() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private void findBroken(List<String> findings, long line, IOException failure) {
        switch (failure) {
            case CharacterCodingException _ ->
                find(findings, firstLineNotUtf8().orElse(line), "is not UTF-8; save the file in that encoding");
            case EOFException _ -> find(findings, line, "is where the file breaks off: it was cut, get it whole");
            case ZipException _ -> find(findings, line, "is where the gzip stream is damaged: get the file anew");
            case CSVException _ ->
                find(findings, line, "opens a quotation mark and is not valid CSV after it: is the file cut there?");
            default -> find(findings, line, "can't be read: " + failure.getMessage());
        }
    }

    /** The decoder works some thousand characters ahead of the lines, so the line is looked for by itself. */
    private OptionalLong firstLineNotUtf8() {
        try (InputStream bytes = bytes()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                line.write(next);
                if (next == '\n' || line.size() == LINE_AT_MOST) {
                    if (!isUtf8(line.toByteArray())) {
                        return OptionalLong.of(number);
                    }
                    number += next == '\n' ? 1 : 0;
                    line.reset();
                }
            }
            return OptionalLong.of(number);
        } catch (IOException _) {
            // It could be read a moment ago; the line that the caller knows of is near enough.
            return OptionalLong.empty();
        }
    }

    private static boolean isUtf8(byte[] line) {
        try {
            strictly().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private Optional<Line> understood(long n, UnaryOperator<String> row, long lineNumber, List<String> findings) {
        int before = findings.size();
        String invoice = row.apply("InvoiceNo");
        String product = row.apply("StockCode");
        String name = row.apply("Description");
        String customer = row.apply("CustomerID");
        for (String needed : List.of("InvoiceNo", "StockCode")) {
            if (row.apply(needed).isEmpty()) {
                find(findings, lineNumber, "has no " + needed);
            }
        }
        for (String text : List.of("InvoiceNo", "StockCode", "Description", "CustomerID")) {
            unfit(row.apply(text)).ifPresent(why -> find(findings, lineNumber, "has a " + text + " " + why));
        }
        Optional<Integer> quantity = quantity(row.apply("Quantity"));
        if (quantity.isEmpty()) {
            find(findings, lineNumber, "has a Quantity that is no whole number: " + shown(row.apply("Quantity")));
        }
        Optional<Instant> at = time(row.apply("InvoiceDate"));
        if (at.isEmpty()) {
            find(
                    findings,
                    lineNumber,
                    "has an InvoiceDate that is no time like 2010-12-01 08:26:00: " + shown(row.apply("InvoiceDate")));
        }
        Optional<BigDecimal> price = price(row.apply("UnitPrice"));
        if (price.isEmpty()) {
            find(findings, lineNumber, "has a UnitPrice that is no number: " + shown(row.apply("UnitPrice")));
        }
        if (findings.size() > before) {
            return Optional.empty();
        }
        Line line = line(
                n,
                invoice,
                product,
                name.isEmpty() ? product : name,
                customer,
                quantity.orElseThrow(),
                at.orElseThrow(),
                price.orElseThrow());
        if (line.isSale()
                && BigDecimal.valueOf(line.unitPriceMinor())
                                .multiply(BigDecimal.valueOf(line.quantity()))
                                .compareTo(AMOUNT_MINOR_AT_MOST)
                        > 0) {
            find(findings, lineNumber, "comes to more than can be booked: " + shown(row.apply("UnitPrice")));
            return Optional.empty();
        }
        return Optional.of(line);
    }

    private Line line(
            long n,
            String invoice,
            String product,
            String name,
            String customer,
            int quantity,
            Instant at,
            BigDecimal price) {
        boolean cancels = invoice.startsWith("C");
        OptionalLong minor = minor(price);
        Optional<String> reason;
        if (customer.isEmpty()) {
            reason = Optional.of("no_customer");
        } else if (cancels) {
            reason = Optional.empty();
        } else if (quantity <= 0 || price.signum() <= 0) {
            reason = Optional.of("not_positive");
        } else if (minor.isEmpty()) {
            reason = Optional.of("sub_minor");
        } else {
            reason = Optional.empty();
        }
        return new Line(n, invoice, cancels, product, name, quantity, minor.orElse(0), customer, at, reason);
    }

    private OptionalLong minor(BigDecimal price) {
        BigDecimal minor = price.movePointRight(minorUnits);
        return minor.stripTrailingZeros().scale() <= 0 ? OptionalLong.of(minor.longValueExact()) : OptionalLong.empty();
    }

    private static Optional<Integer> quantity(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Optional<Instant> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, TIME).atZone(zone).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> price(String text) {
        try {
            BigDecimal price = new BigDecimal(text);
            boolean inRange = price.abs().compareTo(PRICE_AT_MOST) < 0 && price.scale() < 20;
            return inRange ? Optional.of(price) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> unfit(String text) {
        if (text.length() > TEXT_AT_MOST) {
            return Optional.of("of more than " + TEXT_AT_MOST + " characters");
        }
        return text.codePoints()
                .filter(Character::isISOControl)
                .mapToObj(sign -> String.format(Locale.ROOT, "with the control character U+%04X", sign))
                .findFirst();
    }

    private static String shown(String text) {
        String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return "'" + cut + "'";
    }
}
