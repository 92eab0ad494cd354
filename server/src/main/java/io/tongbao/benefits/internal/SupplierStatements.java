package io.tongbao.benefits.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What came from a supplier in a time, what was given of it, what ended, and what is owed. It is summed from the rows beside the entries, and held
 * against the books.
 */
@Component
class SupplierStatements {
    /** A supplier has some benefits, not thousands; a page of their lines is cut from all. */
    private static final int MOST = 10_000;

    private final JdbcClient jdbc;
    private final BenefitStore benefits;
    private final BenefitBooks books;

    SupplierStatements(JdbcClient jdbc, BenefitStore benefits, BenefitBooks books) {
        this.jdbc = jdbc;
        this.benefits = benefits;
        this.books = books;
    }

    /** Codes: there before the time, come in it, given in it and ended in it. */
    record Moved(long opening, long uploaded, long given, long expired) {
        static final Moved NONE = new Moved(0, 0, 0, 0);

        long closing() {
            return opening + uploaded - given - expired;
        }

        Moved plus(Moved other) {
            return new Moved(
                    opening + other.opening, uploaded + other.uploaded, given + other.given, expired + other.expired);
        }
    }

    /**
     * Of one benefit.
     *
     * @param tied whether all that was ever counted of it comes to what the books hold
     */
    record Line(Benefit benefit, Moved moved, Money owed, boolean tied) {}

    /**
     * @param owed for what was given in the time, by currency
     * @param payable what is owed in all and not paid yet, by the books, now
     */
    record Statement(List<Line> lines, Moved moved, List<Money> owed, List<Money> payable, boolean tied) {
        Statement {
            lines = List.copyOf(lines);
            owed = List.copyOf(owed);
            payable = List.copyOf(payable);
        }
    }

    private record Counted(Moved moved, long uploadedEver, long givenEver, long expiredEver) {
        boolean ties(BenefitBooks.Standing standing, long costMinor) {
            return uploadedEver == standing.supplied()
                    && givenEver == standing.given()
                    && expiredEver == standing.expired()
                    && uploadedEver - givenEver - expiredEver == standing.stock()
                    && Math.multiplyExact(givenEver, costMinor) == standing.costMinor();
        }
    }

    Statement statement(String supplierId, Instant from, Instant until) {
        List<Benefit> all = benefits.list(Optional.of(supplierId), Optional.empty(), MOST);
        Map<String, Counted> counted = counted(supplierId, from, until);
        Map<String, BenefitBooks.Standing> standings = books.of(all);
        List<Line> lines = new ArrayList<>();
        Map<String, Long> owed = new TreeMap<>();
        Moved sum = Moved.NONE;
        for (Benefit benefit : all) {
            Counted its = counted.getOrDefault(benefit.id(), new Counted(Moved.NONE, 0, 0, 0));
            Money cost = new Money(
                    Math.multiplyExact(its.moved().given(), benefit.cost().minor()), benefit.currency());
            boolean tied = Optional.ofNullable(standings.get(benefit.id()))
                    .filter(standing -> its.ties(standing, benefit.cost().minor()))
                    .isPresent();
            lines.add(new Line(benefit, its.moved(), cost, tied));
            owed.merge(benefit.currency().code(), cost.minor(), Math::addExact);
            sum = sum.plus(its.moved());
        }
        return new Statement(
                lines,
                sum,
                owed.entrySet().stream()
                        .map(each -> Money.of(each.getValue(), each.getKey()))
                        .toList(),
                payable(supplierId, List.copyOf(owed.keySet())),
                lines.stream().allMatch(Line::tied));
    }

    private List<Money> payable(String supplierId, List<String> currencies) {
        List<AccountKey> accounts = currencies.stream()
                .map(code -> BenefitAccounts.payable(supplierId, Currency.of(code)))
                .toList();
        Map<String, Long> balances = books.balances(accounts);
        return currencies.stream()
                .map(code -> Money.of(
                        BenefitBooks.balance(balances, BenefitAccounts.payable(supplierId, Currency.of(code))), code))
                .toList();
    }

    private Map<String, Counted> counted(String supplierId, Instant from, Instant until) {
        Map<String, Counted> counted = new TreeMap<>();
        jdbc.sql("""
                        select b.id, u.before - g.before - e.before as opening, u.within as uploaded, g.within as given, e.within as expired,
                               u.ever as uploaded_ever, g.ever as given_ever, e.ever as expired_ever
                          from benefits.benefit b
                         cross join lateral (
                           select coalesce(sum(codes) filter (where uploaded_at < :from), 0) as before,
                                  coalesce(sum(codes) filter (where uploaded_at >= :from and uploaded_at < :until), 0) as within,
                                  coalesce(sum(codes), 0) as ever
                             from benefits.upload where benefit_id = b.id) u
                         cross join lateral (
                           select count(*) filter (where given_at < :from) as before,
                                  count(*) filter (where given_at >= :from and given_at < :until) as within,
                                  count(*) as ever
                             from benefits.given_code where benefit_id = b.id) g
                         cross join lateral (
                           select coalesce(sum(last_n - first_n + 1) filter (where expired_at < :from), 0) as before,
                                  coalesce(sum(last_n - first_n + 1) filter (where expired_at >= :from and expired_at < :until), 0) as within,
                                  coalesce(sum(last_n - first_n + 1), 0) as ever
                             from benefits.expiry where benefit_id = b.id) e
                         where b.supplier_id = :supplier
                        """)
                .param("supplier", supplierId)
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .query((row, n) -> counted.put(
                        row.getString("id"),
                        new Counted(
                                new Moved(
                                        row.getLong("opening"),
                                        row.getLong("uploaded"),
                                        row.getLong("given"),
                                        row.getLong("expired")),
                                row.getLong("uploaded_ever"),
                                row.getLong("given_ever"),
                                row.getLong("expired_ever"))))
                .list();
        return counted;
    }

    /** A code that was given. */
    record Given(
            String id,
            Instant at,
            String benefitName,
            BenefitCodeStore.Sealed code,
            String owner,
            String how,
            Money cost) {}

    /** Where a page of them goes on. */
    record After(Instant at, String id) {}

    /** The oldest first. */
    List<Given> given(String supplierId, Instant from, Instant until, Optional<After> after, int limit) {
        return jdbc.sql("""
                        select g.id, g.given_at, t.name, c.id as code_id, c.sealed, g.owner, g.how, b.currency, b.cost_minor
                          from benefits.benefit b
                          join benefits.given_code g on g.benefit_id = b.id
                          join benefits.code c on c.benefit_id = g.benefit_id and c.lot = g.lot and c.n = g.n
                          join lateral (select name from benefits.terms where benefit_id = b.id order by version desc limit 1) t on true
                         where b.supplier_id = :supplier and g.given_at >= :from and g.given_at < :until
                           and (g.given_at, g.id) > (:at, :id)
                         order by g.given_at, g.id
                         limit :limit
                        """)
                .param("supplier", supplierId)
                .param("from", DatabaseTime.utc(from))
                .param("until", DatabaseTime.utc(until))
                .param("at", DatabaseTime.utc(after.map(After::at).orElse(Instant.EPOCH)))
                .param("id", after.map(After::id).orElse(""))
                .param("limit", limit)
                .query((row, n) -> new Given(
                        row.getString("id"),
                        DatabaseTime.instant(row, "given_at"),
                        row.getString("name"),
                        new BenefitCodeStore.Sealed(row.getString("code_id"), row.getBytes("sealed")),
                        row.getString("owner"),
                        row.getString("how"),
                        Money.of(row.getLong("cost_minor"), row.getString("currency"))))
                .list();
    }
}
