package io.tongbao.imports.internal;

import io.tongbao.imports.HistoryReplay.UnreadableHistory;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
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
    private static final int FINDINGS_AT_MOST = 20;
    private static final int TEXT_AT_MOST = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]");
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
            Optional<String> setAside) {}

    /** Hands over every line; throws {@link UnreadableHistory} with the first findings if some can't be understood. */
    void read(OptionalInt firstInvoices, Consumer<Line> lines) {
        List<String> findings = new ArrayList<>();
        Set<String> invoices = new HashSet<>();
        long[] lastLine = {1};
        try (Reader text = open();
                var parser = CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(text)) {
            refuseOtherColumns(parser.getHeaderNames());
            for (CSVRecord record : parser) {
                lastLine[0] = parser.getCurrentLineNumber();
                if (!record.isConsistent()) {
                    find(
                            findings,
                            lastLine[0],
                            "has " + record.size() + " fields instead of "
                                    + parser.getHeaderNames().size());
                    continue;
                }
                Optional<Line> line = understood(record, lastLine[0], findings);
                if (line.isEmpty()) {
                    continue;
                }
                if (firstInvoices.isPresent()
                        && !line.get().cancels()
                        && invoices.add(line.get().invoice())
                        && invoices.size() > firstInvoices.getAsInt()) {
                    break;
                }
                lines.accept(line.get());
            }
        } catch (UncheckedIOException e) {
            find(findings, lastLine[0] + 1, e.getCause() instanceof IOException cause ? said(cause) : "can't be read");
        } catch (IOException e) {
            find(findings, lastLine[0] + 1, said(e));
        } catch (TooManyFindings _) {
            findings.add("There may be more; the reading stopped here.");
        }
        if (!findings.isEmpty()) {
            throw new UnreadableHistory(findings);
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
        InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        InputStream plain = gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
        return new InputStreamReader(
                plain,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static String said(IOException failure) {
        return switch (failure) {
            case CharacterCodingException _ -> "or one soon after is not UTF-8";
            case EOFException _ -> "is where the file breaks off: it was cut";
            case ZipException _ -> "is where the gzip stream is damaged";
            case CSVException csv -> "is not valid CSV: " + csv.getMessage();
            default -> "can't be read: " + failure.getMessage();
        };
    }

    private static void refuseOtherColumns(List<String> header) {
        List<String> missing =
                COLUMNS.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new UnreadableHistory(List.of("Line 1 must name the columns " + String.join(", ", COLUMNS)
                    + "; missing: " + String.join(", ", missing) + "."));
        }
    }

    private Optional<Line> understood(CSVRecord record, long lineNumber, List<String> findings) {
        String invoice = record.get("InvoiceNo").strip();
        String product = record.get("StockCode").strip();
        String name = record.get("Description").strip();
        int before = findings.size();
        if (invoice.isEmpty() || unfit(invoice)) {
            find(findings, lineNumber, "has no InvoiceNo that can be kept");
        }
        if (product.isEmpty() || unfit(product)) {
            find(findings, lineNumber, "has no StockCode that can be kept");
        }
        if (unfit(name)) {
            find(findings, lineNumber, "has a Description that can't be kept");
        }
        String customer = record.get("CustomerID").strip();
        if (unfit(customer)) {
            find(findings, lineNumber, "has a CustomerID that can't be kept");
        }
        Optional<Integer> quantity = quantity(record.get("Quantity").strip());
        if (quantity.isEmpty()) {
            find(findings, lineNumber, "has a Quantity that is no whole number: " + shown(record.get("Quantity")));
        }
        Optional<Instant> at = time(record.get("InvoiceDate").strip());
        if (at.isEmpty()) {
            find(
                    findings,
                    lineNumber,
                    "has an InvoiceDate that is not like 2010-12-01 08:26:00: " + shown(record.get("InvoiceDate")));
        }
        Optional<BigDecimal> price = price(record.get("UnitPrice").strip());
        if (price.isEmpty()) {
            find(findings, lineNumber, "has a UnitPrice that is no number: " + shown(record.get("UnitPrice")));
        }
        if (findings.size() > before) {
            return Optional.empty();
        }
        return Optional.of(line(
                record.getRecordNumber(),
                invoice,
                product,
                name.isEmpty() ? product : name,
                customer,
                quantity.orElseThrow(),
                at.orElseThrow(),
                price.orElseThrow()));
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

    private static boolean unfit(String text) {
        return text.length() > TEXT_AT_MOST || text.codePoints().anyMatch(Character::isISOControl);
    }

    private static String shown(String text) {
        String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return "'" + cut + "'";
    }
}
