package io.tongbao.wallets.internal;

import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import io.tongbao.wallets.internal.Bill.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bills' read model. */
@Component
class BillStore {
    private final JdbcClient jdbc;

    BillStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which bills.
     *
     * @param in money that came, money that went, or both
     * @param from and to: the time, half open
     * @param counterparties only with these
     * @param spentAt only what was spent at these merchants
     */
    record Filter(
            String personId,
            Optional<Kind> kind,
            Optional<Boolean> in,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Collection<String>> counterparties,
            Optional<Collection<String>> spentAt) {}

    /** Adds bills, set-wise; one that is there already stays as it is. */
    void insert(List<Bill> bills) {
        jdbc.sql("""
                        insert into wallets.bill
                          (person_id, id, kind, at, counterparty_id, minor, currency, saved_minor, spent_minor,
                           state, reference_id)
                        select * from unnest(:persons::text[], :ids::text[], :kinds::text[], :times::timestamptz[],
                                             :counterparties::text[], :minors::bigint[], :currencies::text[],
                                             :saved::bigint[], :spent::bigint[], :states::text[], :references::text[])
                        on conflict (person_id, id) do nothing
                        """)
                .param("persons", texts(bills, Bill::personId))
                .param("ids", texts(bills, Bill::id))
                .param("kinds", texts(bills, bill -> bill.kind().code()))
                .param("times", texts(bills, bill -> bill.at().toString()))
                .param("counterparties", texts(bills, Bill::counterpartyId))
                .param(
                        "minors",
                        bills.stream().map(bill -> bill.amount().minor()).toArray(Long[]::new))
                .param(
                        "currencies",
                        texts(bills, bill -> bill.amount().currency().code()))
                .param("saved", bills.stream().map(bill -> bill.saved().minor()).toArray(Long[]::new))
                .param("spent", bills.stream().map(bill -> bill.spent().minor()).toArray(Long[]::new))
                .param("states", texts(bills, Bill::state))
                .param("references", texts(bills, Bill::referenceId))
                .update();
    }

    private static String[] texts(List<Bill> bills, Function<Bill, String> member) {
        return bills.stream().map(member).toArray(String[]::new);
    }

    record PaymentState(String personId, String paymentId, String state) {}

    /** The states of a payment's bill in the order in which it goes through them. */
    private static final List<String> IN_ORDER = List.of("pending", "declined", "paid", "partly_refunded", "refunded");

    static PaymentState later(PaymentState one, PaymentState other) {
        return IN_ORDER.indexOf(one.state()) > IN_ORDER.indexOf(other.state()) ? one : other;
    }

    /** Sets the states of payments; none goes back. */
    void paymentStates(List<PaymentState> changed) {
        jdbc.sql("""
                        update wallets.bill b set state = s.state
                          from unnest(:persons::text[], :payments::text[], :states::text[]) as s (person, payment, state)
                         where b.person_id = s.person and b.id = s.payment
                           and array_position(:in_order::text[], b.state) < array_position(:in_order::text[], s.state)
                        """)
                .param("in_order", IN_ORDER.toArray(String[]::new))
                .param("persons", changed.stream().map(PaymentState::personId).toArray(String[]::new))
                .param("payments", changed.stream().map(PaymentState::paymentId).toArray(String[]::new))
                .param("states", changed.stream().map(PaymentState::state).toArray(String[]::new))
                .update();
    }

    /** Newest first, after (at, id) of the page before. */
    List<Bill> list(Filter filter, Optional<Instant> beforeAt, String beforeId, int limit) {
        return jdbc.sql("""
                        select person_id, id, kind, at, counterparty_id, minor, currency, saved_minor, spent_minor,
                               state, reference_id
                          from wallets.bill
                         where person_id = :person
                           and (:kind::text is null or kind = :kind)
                           and (:in::boolean is null or (minor > 0) = :in)
                           and (:from::timestamptz is null or at >= :from)
                           and (:to::timestamptz is null or at < :to)
                           and (:counterparties::text[] is null or counterparty_id = any(:counterparties))
                           and (:spent_at::text[] is null
                                or counterparty_id = any(:spent_at) and state not in ('pending', 'declined'))
                           and (:before_at::timestamptz is null or (at, id) < (:before_at, :before_id))
                         order by at desc, id desc
                         limit :limit
                        """)
                .param("person", filter.personId())
                .param("kind", filter.kind().map(Kind::code).orElse(null))
                .param("in", filter.in().orElse(null))
                .param("from", filter.from().map(DatabaseTime::utc).orElse(null))
                .param("to", filter.to().map(DatabaseTime::utc).orElse(null))
                .param("counterparties", array(filter.counterparties()))
                .param("spent_at", array(filter.spentAt()))
                .param("before_at", beforeAt.map(DatabaseTime::utc).orElse(null))
                .param("before_id", beforeId)
                .param("limit", limit)
                .query(BillStore::bill)
                .list();
    }

    private static String @Nullable [] array(Optional<Collection<String>> ids) {
        return ids.map(each -> each.toArray(String[]::new)).orElse(null);
    }

    Optional<Bill> find(String personId, String id) {
        return jdbc.sql("""
                        select person_id, id, kind, at, counterparty_id, minor, currency, saved_minor, spent_minor,
                               state, reference_id
                          from wallets.bill where person_id = :person and id = :id
                        """)
                .param("person", personId)
                .param("id", id)
                .query(BillStore::bill)
                .optional();
    }

    /** Whom the person had to do with, the latest first. */
    List<String> counterparties(String personId, int limit) {
        return jdbc.sql("""
                        select counterparty_id from wallets.bill where person_id = :person
                         group by counterparty_id order by max(at) desc limit :limit
                        """)
                .param("person", personId)
                .param("limit", limit)
                .query((row, index) -> row.getString("counterparty_id"))
                .list();
    }

    record Sums(String currency, long in, long out, long saved, long bills) {}

    List<Sums> sums(String personId, Instant from, Instant to) {
        return jdbc.sql("""
                        select currency,
                               coalesce(sum(minor) filter (where minor > 0), 0)::bigint as came,
                               coalesce(-sum(minor) filter (where minor < 0), 0)::bigint as went,
                               sum(saved_minor)::bigint as saved,
                               count(*) as bills
                          from wallets.bill
                         where person_id = :person and at >= :from and at < :to
                           and state not in ('pending', 'declined')
                         group by currency order by currency
                        """)
                .param("person", personId)
                .param("from", DatabaseTime.utc(from))
                .param("to", DatabaseTime.utc(to))
                .query((row, index) -> new Sums(
                        row.getString("currency"),
                        row.getLong("came"),
                        row.getLong("went"),
                        row.getLong("saved"),
                        row.getLong("bills")))
                .list();
    }

    private static Bill bill(ResultSet row, int index) throws SQLException {
        String currency = row.getString("currency");
        return new Bill(
                row.getString("person_id"),
                row.getString("id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                DatabaseTime.instant(row, "at"),
                row.getString("counterparty_id"),
                Money.of(row.getLong("minor"), currency),
                Money.of(row.getLong("saved_minor"), currency),
                Money.of(row.getLong("spent_minor"), currency),
                row.getString("state"),
                row.getString("reference_id"));
    }
}
