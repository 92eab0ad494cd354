package io.tongbao.wallets.internal;

import io.tongbao.platform.Cursor;
import io.tongbao.platform.Page;
import io.tongbao.platform.PageRequest;
import io.tongbao.wallets.internal.Bill.Kind;
import io.tongbao.wallets.internal.BillStore.Filter;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A person's bills, with the names of the others as their owners give them. */
@Component
class Bills {
    /** A search looks through the names of so many others, the latest first. */
    private static final int NAMES_SEARCHED = 1_000;

    private final BillStore store;
    private final Counterparties counterparties;
    private final BusinessDay day;
    private final Spending spending;

    Bills(BillStore store, Counterparties counterparties, BusinessDay day, Spending spending) {
        this.store = store;
        this.counterparties = counterparties;
        this.day = day;
        this.spending = spending;
    }

    /** A bill with the name of the other side, where there is one, and of what was spent the category. */
    record Named(Bill bill, Optional<String> counterparty, Optional<Spending.Category> category) {}

    Page<Named> list(
            String personId,
            Optional<Kind> kind,
            Optional<Boolean> in,
            Optional<YearMonth> month,
            Optional<String> category,
            Optional<String> search,
            PageRequest page) {
        Filter filter = new Filter(
                personId,
                kind,
                in,
                month.map(day::start),
                month.map(of -> day.start(of.plusMonths(1))),
                search.map(text -> matching(personId, text)),
                category.map(code -> spending.merchantsIn(personId, code, month)));
        Optional<Cursor> after = page.after(2);
        List<Bill> found = store.list(
                filter,
                after.map(cursor -> micros(cursor.number(0))),
                after.map(cursor -> cursor.text(1)).orElse(""),
                page.limit() + 1);
        Page<Bill> cut = Page.cut(found, page.limit(), last -> Cursor.of(micros(last.at()), last.id()));
        return new Page<>(named(personId, cut.items()), cut.next());
    }

    Optional<Named> find(String personId, String id) {
        return store.find(personId, id)
                .map(bill -> named(personId, List.of(bill)).getFirst());
    }

    private List<Named> named(String personId, List<Bill> bills) {
        Map<String, String> names = counterparties.names(
                bills.stream().map(Bill::counterpartyId).distinct().toList());
        Map<String, Spending.Category> categories = spending.categories(
                personId,
                bills.stream()
                        .filter(Bill::isSpending)
                        .map(Bill::counterpartyId)
                        .distinct()
                        .toList());
        return bills.stream()
                .map(bill -> new Named(
                        bill,
                        Optional.ofNullable(names.get(bill.counterpartyId())),
                        bill.isSpending()
                                ? Optional.ofNullable(categories.get(bill.counterpartyId()))
                                : Optional.empty()))
                .toList();
    }

    List<BillStore.Sums> sums(String personId, YearMonth month) {
        return store.sums(personId, day.start(month), day.start(month.plusMonths(1)));
    }

    private Collection<String> matching(String personId, String search) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return counterparties.names(store.counterparties(personId, NAMES_SEARCHED)).entrySet().stream()
                .filter(entry -> entry.getValue().toLowerCase(Locale.ROOT).contains(wanted))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000L);
    }

    private static Instant micros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
