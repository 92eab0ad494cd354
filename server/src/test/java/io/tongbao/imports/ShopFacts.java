package io.tongbao.imports;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * What a shop's history comes to by the rules of the replay, worked out in memory by code that shares nothing with the
 * server: it has its own reader of CSV and looks for each cancellation's sales in plain lists.
 */
record ShopFacts(
        long rows,
        long used,
        long refunded,
        long partly,
        Map<String, Long> setAside,
        long customers,
        long invoices,
        long grossMinor,
        long refundedMinor) {

    static final Path REAL_SHOP = Path.of("../data-sets/online-retail/online_retail_20101201_20110909.csv.gz");

    long netMinor() {
        return grossMinor - refundedMinor;
    }

    private record Line(
            int n, String invoice, String product, int quantity, BigDecimal price, LocalDateTime at, String customer) {
        boolean cancels() {
            return invoice.startsWith("C");
        }

        boolean sells() {
            return !cancels()
                    && !customer.isEmpty()
                    && quantity > 0
                    && price.signum() > 0
                    && price.stripTrailingZeros().scale() <= 2;
        }

        long priceMinor() {
            return price.movePointRight(2).longValueExact();
        }
    }

    /** How many of a sale line are still with the customer. */
    private static final class Kept {
        private final long priceMinor;
        private int quantity;

        Kept(Line sale) {
            this.priceMinor = sale.priceMinor();
            this.quantity = sale.quantity();
        }
    }

    static ShopFacts of(Path file) throws IOException {
        List<Line> lines = lines(file);
        Map<String, LocalDateTime> firstAt = new HashMap<>();
        Map<String, Integer> firstLine = new HashMap<>();
        for (Line line : lines) {
            if (!line.customer().isEmpty() && (line.cancels() || line.sells())) {
                firstAt.putIfAbsent(line.invoice(), line.at());
                firstLine.putIfAbsent(line.invoice(), line.n());
            }
        }
        Map<String, Long> setAside = new LinkedHashMap<>();
        List<Line> events = new ArrayList<>();
        for (Line line : lines) {
            if (line.customer().isEmpty()) {
                setAside.merge("no_customer", 1L, Long::sum);
            } else if (line.cancels() || line.sells()) {
                events.add(line);
            } else {
                boolean positive = line.quantity() > 0 && line.price().signum() > 0;
                setAside.merge(positive ? "sub_minor" : "not_positive", 1L, Long::sum);
            }
        }
        events.sort(Comparator.comparing((Line line) -> firstAt.get(line.invoice()))
                .thenComparing(line -> firstLine.get(line.invoice()))
                .thenComparing(Line::n));

        long gross = 0;
        long refunded = 0;
        long takenBackLines = 0;
        long partly = 0;
        long used = 0;
        Set<String> customers = new HashSet<>();
        Set<String> invoices = new HashSet<>();
        Map<List<String>, List<Kept>> kept = new HashMap<>();
        for (Line line : events) {
            List<Kept> earlier = kept.computeIfAbsent(List.of(line.customer(), line.product()), _ -> new ArrayList<>());
            if (!line.cancels()) {
                used++;
                customers.add(line.customer());
                invoices.add(line.invoice());
                gross += line.priceMinor() * line.quantity();
                earlier.add(new Kept(line));
                continue;
            }
            int wanted = -line.quantity();
            int found = 0;
            for (Kept sale : earlier.reversed()) {
                int back = Math.max(0, Math.min(wanted - found, sale.quantity));
                sale.quantity -= back;
                found += back;
                refunded += back * sale.priceMinor;
            }
            if (found == 0) {
                setAside.merge("cancellation_unmatched", 1L, Long::sum);
            } else {
                takenBackLines++;
                partly += found < wanted ? 1 : 0;
            }
        }
        return new ShopFacts(
                lines.size(),
                used,
                takenBackLines,
                partly,
                setAside,
                customers.size(),
                invoices.size(),
                gross,
                refunded);
    }

    private static List<Line> lines(Path file) throws IOException {
        List<List<String>> records = records(file);
        List<String> header = records.removeFirst();
        List<Line> lines = new ArrayList<>(records.size());
        for (List<String> cells : records) {
            lines.add(new Line(
                    lines.size() + 1,
                    cells.get(header.indexOf("InvoiceNo")),
                    cells.get(header.indexOf("StockCode")),
                    Integer.parseInt(cells.get(header.indexOf("Quantity"))),
                    new BigDecimal(cells.get(header.indexOf("UnitPrice"))),
                    LocalDateTime.parse(cells.get(header.indexOf("InvoiceDate")).replace(' ', 'T')),
                    cells.get(header.indexOf("CustomerID"))));
        }
        return lines;
    }

    /** CSV as RFC 4180 has it: quotation marks may hold commas, line ends and, doubled, quotation marks. */
    private static List<List<String>> records(Path file) throws IOException {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        try (PushbackReader text = new PushbackReader(reader(file))) {
            for (int sign = text.read(); sign >= 0; sign = text.read()) {
                if (quoted) {
                    if (sign != '"') {
                        cell.append((char) sign);
                        continue;
                    }
                    int after = text.read();
                    if (after == '"') {
                        cell.append('"');
                    } else {
                        quoted = false;
                        if (after >= 0) {
                            text.unread(after);
                        }
                    }
                } else if (sign == '"') {
                    quoted = true;
                } else if (sign == ',' || sign == '\n') {
                    record.add(cell.toString().strip());
                    cell.setLength(0);
                    if (sign == '\n') {
                        records.add(record);
                        record = new ArrayList<>();
                    }
                } else if (sign != '\r') {
                    cell.append((char) sign);
                }
            }
        }
        if (!record.isEmpty()) {
            record.add(cell.toString().strip());
            records.add(record);
        }
        return records;
    }

    static Reader reader(Path file) throws IOException {
        return new InputStreamReader(
                file.toString().endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file), 1 << 16)
                        : Files.newInputStream(file),
                StandardCharsets.UTF_8);
    }
}
