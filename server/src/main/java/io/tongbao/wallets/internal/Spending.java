package io.tongbao.wallets.internal;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.tongbao.platform.Money;
import io.tongbao.wallets.MerchantCategories;
import io.tongbao.wallets.internal.SpendingStore.Paid;
import io.tongbao.wallets.internal.SpendingStore.Sums;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * What a person spends at merchants, by category: what the merchant says it sells, until the person puts it under another
 * category. A refund counts in the month in which it came.
 */
@Component
class Spending {
    /** A month is shown with as many before it as make six. */
    private static final int MONTHS = 6;
    /** Of a merchant that nobody knows any more. */
    private static final String UNKNOWN = "other";

    private final SpendingStore store;
    private final MerchantCategories merchants;
    private final BusinessDay day;

    Spending(SpendingStore store, MerchantCategories merchants, BusinessDay day) {
        this.store = store;
        this.merchants = merchants;
        this.day = day;
    }

    /** @param corrected whether the person chose it */
    record Category(String code, boolean corrected) {}

    /** @param spent below zero if more was refunded in the month than paid */
    record InMonth(YearMonth month, Money spent, long payments) {}

    /** @param months the oldest first */
    record OfCategory(String currency, String category, List<InMonth> months) {
        private long spentLast() {
            return months.getLast().spent().minor();
        }
    }

    boolean isCategory(String code) {
        return merchants.all().contains(code);
    }

    /** The month and the five before it; in each currency what most was spent on comes first. */
    List<OfCategory> of(String personId, YearMonth last) {
        return of(
                personId,
                IntStream.rangeClosed(1 - MONTHS, 0).mapToObj(last::plusMonths).toList());
    }

    /** What was spent in one month alone. */
    List<OfCategory> in(String personId, YearMonth month) {
        return of(personId, List.of(month));
    }

    private List<OfCategory> of(String personId, List<YearMonth> months) {
        List<Sums> sums = store.sums(
                personId,
                months.stream().map(day::start).toList(),
                day.start(months.getLast().plusMonths(1)));
        Map<String, Category> categories =
                categories(sums.stream().map(Sums::paid).distinct().toList());
        return byCategory(sums, categories, months);
    }

    static List<OfCategory> byCategory(List<Sums> sums, Map<String, Category> categories, List<YearMonth> months) {
        record Key(String currency, String category) {}
        Map<Key, long[][]> found = new HashMap<>();
        for (Sums each : sums) {
            String category = Objects.requireNonNull(categories.get(each.paid().merchantId()))
                    .code();
            long[] month = found.computeIfAbsent(new Key(each.currency(), category), _ -> new long[months.size()][2])[
                    each.month()];
            month[0] = Math.addExact(month[0], each.spentMinor());
            month[1] += each.payments();
        }
        List<OfCategory> all = new ArrayList<>();
        found.forEach((key, of) -> all.add(new OfCategory(
                key.currency(),
                key.category(),
                IntStream.range(0, months.size())
                        .mapToObj(at -> new InMonth(months.get(at), Money.of(of[at][0], key.currency()), of[at][1]))
                        .toList())));
        all.sort(comparing(OfCategory::currency)
                .thenComparing(comparing(OfCategory::spentLast, Comparator.<Long>reverseOrder()))
                .thenComparing(OfCategory::category));
        return List.copyOf(all);
    }

    /** The categories of merchants, to this person. */
    Map<String, Category> categories(String personId, Collection<String> merchantIds) {
        return merchantIds.isEmpty() ? Map.of() : categories(store.corrected(personId, merchantIds));
    }

    private Map<String, Category> categories(Collection<Paid> paid) {
        Map<String, String> own = merchants.of(paid.stream()
                .filter(each -> each.corrected().isEmpty())
                .map(Paid::merchantId)
                .toList());
        return paid.stream()
                .collect(toUnmodifiableMap(
                        Paid::merchantId,
                        each -> each.corrected()
                                .map(code -> new Category(code, true))
                                .orElseGet(() -> new Category(own.getOrDefault(each.merchantId(), UNKNOWN), false))));
    }

    /** Whom the person paid under this category, in the month or ever. */
    Collection<String> merchantsIn(String personId, String category, Optional<YearMonth> month) {
        List<Paid> paid =
                store.paidMerchants(personId, month.map(day::start), month.map(of -> day.start(of.plusMonths(1))));
        return categories(paid).entrySet().stream()
                .filter(each -> each.getValue().code().equals(category))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Puts a merchant under another category from now on, and all that was paid there before. False if nothing was. */
    boolean correct(String personId, String merchantId, String category) {
        return store.correct(personId, merchantId, category);
    }

    /** Leaves a merchant under what it says itself. False if the person paid it nothing. */
    boolean takeBack(String personId, String merchantId) {
        if (!store.hasPaid(personId, merchantId)) {
            return false;
        }
        store.takeBack(personId, merchantId);
        return true;
    }
}
