package io.tongbao.imports.internal;

import io.tongbao.identity.People;
import io.tongbao.imports.HistoryReplay;
import io.tongbao.ledger.Currency;
import io.tongbao.ledger.Ledger;
import io.tongbao.ledger.RecordedEntry;
import io.tongbao.ledger.Transfer;
import io.tongbao.merchants.MerchantProfile;
import io.tongbao.payments.Accounts;
import io.tongbao.payments.PaymentImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * Reads, orders, posts, compares. The file is staged in the database first, so that memory does not grow with it and a
 * replay that was stopped goes on where it was; what was posted and not yet noted down is recognised by its once-key.
 */
@Service
class ReplayingHistory implements HistoryReplay, SmartLifecycle {
    private static final int STAGED_AT_ONCE = 5_000;
    private static final int INVOICES_AT_ONCE = 200;
    private static final int CUSTOMERS_REMEMBERED = 10_000;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(3);

    private final ImportStore store;
    private final PaymentImport payments;
    private final People people;
    private final Ledger ledger;
    private final Clock clock;
    /** Held for reading by each replay. */
    private final ReadWriteLock work = new ReentrantReadWriteLock();

    private volatile boolean running;

    ReplayingHistory(ImportStore store, PaymentImport payments, People people, Ledger ledger, Clock clock) {
        this.store = store;
        this.payments = payments;
        this.people = people;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void check(Path file, Currency currency, ZoneId zone) {
        new HistoryFile(file, zone, currency.minorUnits()).read(OptionalInt.empty(), _ -> stopIfAsked());
    }

    @Override
    public Figures replay(Request request, Progress progress) {
        Lock atWork = work.readLock();
        atWork.lock();
        try {
            stopIfAsked();
            return bringIn(request, progress);
        } finally {
            atWork.unlock();
        }
    }

    private Figures bringIn(Request request, Progress progress) {
        ImportStore.History history = store.open(
                sha256(request),
                request.merchant().id(),
                request.zone().getId(),
                request.firstInvoices().orElse(0),
                request.endOn(),
                clock.instant());
        if (!history.staged()) {
            stage(history.id(), request, progress);
        }
        if (!history.ordered()) {
            store.order(history.id(), clock.instant(), done -> progress.at("matching cancellations", done, 0));
        }
        post(history, request, progress);
        return figures(history.id(), request.merchant(), progress);
    }

    private void stage(long history, Request request, Progress progress) {
        store.deleteLines(history);
        HistoryFile file = new HistoryFile(
                request.file(), request.zone(), request.merchant().currency().minorUnits());
        List<HistoryFile.Line> chunk = new ArrayList<>(STAGED_AT_ONCE);
        long[] read = {0};
        file.read(request.firstInvoices(), line -> {
            chunk.add(line);
            if (chunk.size() == STAGED_AT_ONCE) {
                store.insertLines(history, chunk);
                read[0] += chunk.size();
                chunk.clear();
                progress.at("reading", read[0], 0);
                stopIfAsked();
            }
        });
        store.insertLines(history, chunk);
        progress.at("reading", read[0] + chunk.size(), 0);
        store.invoiceOfTwoCustomers(history).ifPresent(invoice -> {
            throw new UnreadableHistory(List.of("Invoice " + invoice + " names two customers."));
        });
        store.invoiceAbove(history, HistoryFile.AMOUNT_MINOR_AT_MOST).ifPresent(invoice -> {
            throw new UnreadableHistory(List.of("Invoice " + invoice + " comes to more than can be booked."));
        });
        store.staged(history, clock.instant());
    }

    private void post(ImportStore.History opened, Request request, Progress progress) {
        long history = opened.id();
        Period shift = shift(opened, request.zone());
        Map<String, String> persons = new HashMap<>();
        ImportStore.Progress before = store.progress(history);
        long done = before.linesDone();
        progress.at("posting", done, before.lines());
        while (true) {
            List<ImportStore.Invoice> invoices = store.next(history, INVOICES_AT_ONCE);
            if (invoices.isEmpty()) {
                return;
            }
            for (ImportStore.Invoice invoice : invoices) {
                stopIfAsked();
                if (invoice.cancels()) {
                    refund(history, invoice, request, shift);
                } else {
                    pay(history, invoice, request, shift, persons);
                }
                done += invoice.lineCount();
                progress.at("posting", done, before.lines());
            }
        }
    }

    private void pay(
            long history, ImportStore.Invoice invoice, Request request, Period shift, Map<String, String> persons) {
        MerchantProfile merchant = request.merchant();
        if (persons.size() >= CUSTOMERS_REMEMBERED) {
            persons.clear();
        }
        Instant at = moved(invoice.at(), request, shift);
        String person = persons.computeIfAbsent(invoice.customer(), number -> person(merchant, number, at));
        List<PaymentImport.Item> items = store.saleLines(history, invoice.number()).stream()
                .map(line -> new PaymentImport.Item(
                        line.product(), line.name(), Optional.empty(), line.unitPriceMinor(), line.quantity()))
                .toList();
        PaymentImport.Paid paid = payments.pay(
                new PaymentImport.Sale(person, merchant.id(), merchant.currency(), invoice.number(), items, at));
        store.paid(history, invoice.seq(), paid.paymentId(), paid.entryId(), paid.discountMinor());
    }

    private void refund(long history, ImportStore.Invoice invoice, Request request, Period shift) {
        for (ImportStore.Back back : store.takenBack(history, invoice.seq())) {
            PaymentImport.Returned returned = payments.refund(new PaymentImport.Return(
                    back.paymentId(), invoice.number(), back.amountMinor(), moved(invoice.at(), request, shift)));
            store.refunded(history, invoice.seq(), back.saleSeq(), returned.entryId(), returned.grossMinor());
        }
        store.done(history, invoice.seq());
    }

    private String person(MerchantProfile merchant, String number, Instant at) {
        return store.person(merchant.id(), number).orElseGet(() -> {
            String person = people.registerImported(merchant.id() + "/" + number, at);
            store.person(merchant.id(), number, person);
            return person;
        });
    }

    private Period shift(ImportStore.History history, ZoneId zone) {
        Optional<Instant> last = store.lastAt(history.id());
        if (history.endOn().isEmpty() || last.isEmpty()) {
            return Period.ZERO;
        }
        long days = ChronoUnit.DAYS.between(
                last.get().atZone(zone).toLocalDate(), history.endOn().get());
        return Period.ofDays(Math.toIntExact(days));
    }

    private static Instant moved(Instant at, Request request, Period shift) {
        return shift.isZero()
                ? at
                : ZonedDateTime.ofInstant(at, request.zone()).plus(shift).toInstant();
    }

    private Figures figures(long history, MerchantProfile merchant, Progress progress) {
        ImportStore.FileFigures file = store.figures(history);
        return new Figures(
                file.rows(),
                file.used(),
                file.refunded(),
                file.partly(),
                file.setAside(),
                file.customers(),
                file.invoices(),
                new Amounts(file.grossMinor(), file.discountMinor(), file.refundedMinor()),
                books(history, merchant, file.invoices(), progress));
    }

    /** Added up from the transfers themselves: what came to the merchant, from whom, and what it gave back. */
    private Amounts books(long history, MerchantProfile merchant, long invoices, Progress progress) {
        String account = Accounts.merchant(merchant.id(), merchant.currency()).code();
        long gross = 0;
        long discount = 0;
        long read = 0;
        List<long[]> page = store.paymentEntries(history, 0, INVOICES_AT_ONCE);
        while (!page.isEmpty()) {
            for (long[] seqAndEntry : page) {
                RecordedEntry entry = ledger.entry(seqAndEntry[1]).orElseThrow();
                for (Transfer transfer : entry.transfers()) {
                    if (transfer.toCode().equals(account)) {
                        gross += transfer.amount();
                        discount += transfer.fromCode().startsWith("campaign/") ? transfer.amount() : 0;
                    }
                }
            }
            read += page.size();
            progress.at("reading the books", read, invoices);
            page = store.paymentEntries(history, page.getLast()[0], INVOICES_AT_ONCE);
        }
        long refunded = 0;
        List<Long> refunds = store.refundEntries(history, 0, INVOICES_AT_ONCE);
        while (!refunds.isEmpty()) {
            for (long entryId : refunds) {
                for (Transfer transfer : ledger.entry(entryId).orElseThrow().transfers()) {
                    refunded += transfer.fromCode().equals(account) ? transfer.amount() : 0;
                }
            }
            refunds = store.refundEntries(history, refunds.getLast(), INVOICES_AT_ONCE);
        }
        return new Amounts(gross, discount, refunded);
    }

    private void stopIfAsked() {
        if (!running || Thread.currentThread().isInterrupted()) {
            throw new Stopped();
        }
    }

    private static String sha256(Request request) {
        try (InputStream in = Files.newInputStream(request.file())) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Waits for the sale that is being posted: what it needs is closed after this. */
    @Override
    public void stop() {
        running = false;
        try {
            if (work.writeLock().tryLock(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                work.writeLock().unlock();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
