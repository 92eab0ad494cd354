package io.tongbao.imports;

import io.tongbao.ledger.Currency;
import io.tongbao.merchants.MerchantProfile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Brings in a shop's history from a CSV file of invoice lines, plain or gzipped. The whole file is read and checked before
 * anything is posted. Stopped at any point and asked again with the same file, it goes on without a double.
 */
public interface HistoryReplay {

    /** Reads the whole file and keeps nothing of it. @throws UnreadableHistory if it is not what is expected */
    void check(Path file, Currency currency, ZoneId zone);

    /** @throws UnreadableHistory if the file is not what is expected; nothing was posted then */
    Figures replay(Request request, Progress progress);

    /**
     * @param zone in which the file's times are read
     * @param firstInvoices read only up to the end of so many invoices that can be used, in the file's order
     * @param endOn move all dates by whole days so that the last invoice falls on this day; going on with a replay keeps the
     *     day that was asked for when it began
     */
    record Request(
            Path file, MerchantProfile merchant, ZoneId zone, OptionalInt firstInvoices, Optional<LocalDate> endOn) {}

    /** Called now and then from the replay's thread. */
    interface Progress {
        void at(String step, long done, long total);
    }

    /**
     * The file's figures, and the same amounts as the books have them.
     *
     * @param used sale lines that were paid
     * @param refunded cancellation lines that were matched in full or in part
     * @param partly how many of those only in part
     * @param setAside lines by the reason for which they were not used
     */
    record Figures(
            long rows,
            long used,
            long refunded,
            long partly,
            Map<String, Long> setAside,
            long customers,
            long invoices,
            Amounts file,
            Amounts books) {

        public boolean agree() {
            return file.equals(books);
        }
    }

    /** Gross before discounts; refunded is gross too; net is gross − refunded. */
    record Amounts(long grossMinor, long discountMinor, long refundedMinor) {
        public long netMinor() {
            return grossMinor - refundedMinor;
        }
    }

    /** What is wrong with a file, with line numbers. */
    final class UnreadableHistory extends RuntimeException {
        private final transient List<String> findings;

        public UnreadableHistory(List<String> findings) {
            super(findings.getFirst());
            this.findings = List.copyOf(findings);
        }

        public List<String> findings() {
            return findings;
        }
    }

    /** It was asked to stop; asked again it goes on. */
    final class Stopped extends RuntimeException {}
}
