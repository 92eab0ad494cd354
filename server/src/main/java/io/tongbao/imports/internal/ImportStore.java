package io.tongbao.imports.internal;

import io.tongbao.platform.DatabaseTime;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of histories that are being brought in: their lines, the order of their invoices, and what is done. */
@Component
class ImportStore {
    private final JdbcClient jdbc;
    private final DataSource database;
    private final TransactionTemplate transaction;

    ImportStore(JdbcClient jdbc, DataSource database, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.database = database;
        this.transaction = transaction;
    }

    /** @param endOn the day to which the last invoice is moved, as it was asked for at first */
    record History(long id, boolean staged, boolean ordered, Optional<LocalDate> endOn) {}

    History open(
            String sha256, String merchantId, String zone, int firstInvoices, Optional<LocalDate> endOn, Instant now) {
        jdbc.sql("""
                        insert into imports.history (sha256, merchant_id, zone, first_invoices, end_on, started_at)
                        values (:sha, :merchant, :zone, :first, :endOn, :now)
                        on conflict on constraint history_once do nothing
                        """)
                .param("sha", sha256)
                .param("merchant", merchantId)
                .param("zone", zone)
                .param("first", firstInvoices)
                .param("endOn", endOn.orElse(null))
                .param("now", DatabaseTime.utc(now))
                .update();
        return jdbc.sql("""
                        select id, staged_at is not null, ordered_at is not null, end_on from imports.history
                        where sha256 = :sha and merchant_id = :merchant and zone = :zone and first_invoices = :first
                        """)
                .param("sha", sha256)
                .param("merchant", merchantId)
                .param("zone", zone)
                .param("first", firstInvoices)
                .query((row, n) -> new History(
                        row.getLong(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        Optional.ofNullable(row.getObject(4, LocalDate.class))))
                .single();
    }

    void deleteLines(long history) {
        jdbc.sql("delete from imports.line where history_id = :history")
                .param("history", history)
                .update();
    }

    void insertLines(long history, List<HistoryFile.Line> lines) {
        arrays(
                """
                insert into imports.line
                  (history_id, n, invoice, cancels, product, name, quantity, unit_price_minor, customer, at, set_aside)
                select ?, n, invoice, cancels::boolean, product, name, quantity, price, customer, at::timestamptz,
                       nullif(set_aside, '')
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::text[],
                            ?::text[], ?::text[])
                  as t (n, invoice, cancels, product, name, quantity, price, customer, at, set_aside)
                """,
                history,
                lines,
                List.of(
                        new Column<>("bigint", HistoryFile.Line::n),
                        new Column<>("text", HistoryFile.Line::invoice),
                        new Column<>("text", line -> Boolean.toString(line.cancels())),
                        new Column<>("text", HistoryFile.Line::product),
                        new Column<>("text", HistoryFile.Line::name),
                        new Column<>("integer", HistoryFile.Line::quantity),
                        new Column<>("bigint", HistoryFile.Line::unitPriceMinor),
                        new Column<>("text", HistoryFile.Line::customer),
                        new Column<>("text", line -> line.at().toString()),
                        new Column<>("text", line -> line.setAside().orElse(""))));
    }

    /** Whether an invoice names two customers, so that it can't be one payment. */
    Optional<String> invoiceOfTwoCustomers(long history) {
        return jdbc.sql("""
                        select invoice from imports.line
                        where history_id = :history and set_aside is null
                        group by invoice having min(customer) <> max(customer)
                        order by invoice limit 1
                        """).param("history", history).query(String.class).optional();
    }

    /** An invoice whose lines sum up to more than can be booked, if there is one. */
    Optional<String> invoiceAbove(long history, BigDecimal amountMinor) {
        return jdbc.sql("""
                        select invoice from imports.line
                        where history_id = :history and set_aside is null and not cancels
                        group by invoice having sum(quantity::numeric * unit_price_minor) > :amount
                        order by invoice limit 1
                        """)
                .param("history", history)
                .param("amount", amountMinor)
                .query(String.class)
                .optional();
    }

    void staged(long history, Instant now) {
        jdbc.sql("update imports.history set staged_at = :now where id = :history")
                .param("history", history)
                .param("now", DatabaseTime.utc(now))
                .update();
    }

    /**
     * Puts invoices and cancellations in their order, of the first timestamps and then of the file, and matches what
     * cancellations take back, customer by customer.
     */
    void order(long history, Instant now, Consumer<Long> progress) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("delete from imports.invoice where history_id = :history")
                    .param("history", history)
                    .update();
            jdbc.sql("delete from imports.taken_back where history_id = :history")
                    .param("history", history)
                    .update();
            jdbc.sql("""
                            insert into imports.invoice (history_id, seq, number, cancels, customer, at, line_count)
                            select :history, row_number() over (order by at, first_n), invoice, cancels, customer, at, line_count
                            from (
                              select invoice, bool_or(cancels) as cancels, min(customer) as customer, min(n) as first_n,
                                     (array_agg(at order by n))[1] as at, count(*) as line_count
                              from imports.line
                              where history_id = :history and set_aside is null
                              group by invoice
                            ) invoice
                            """).param("history", history).update();
            match(history, progress);
            jdbc.sql("update imports.history set ordered_at = :now where id = :history")
                    .param("history", history)
                    .param("now", DatabaseTime.utc(now))
                    .update();
        });
    }

    private record Customer(String number) {}

    private void match(long history, Consumer<Long> progress) {
        List<Customer> customers = jdbc.sql("""
                        select distinct customer from imports.invoice
                        where history_id = :history and cancels
                        order by customer
                        """)
                .param("history", history)
                .query((row, n) -> new Customer(row.getString(1)))
                .list();
        long done = 0;
        for (Customer customer : customers) {
            List<Cancellations.Line> lines = jdbc.sql("""
                            select l.n, i.seq, l.cancels, l.product, l.quantity, l.unit_price_minor
                            from imports.invoice i
                            join imports.line l
                              on l.history_id = i.history_id and l.invoice = i.number and l.set_aside is null
                            where i.history_id = :history and i.customer = :customer
                            order by i.seq, l.n
                            """)
                    .param("history", history)
                    .param("customer", customer.number())
                    .query((row, n) -> new Cancellations.Line(
                            row.getLong(1),
                            row.getLong(2),
                            row.getBoolean(3),
                            row.getString(4),
                            row.getInt(5),
                            row.getLong(6)))
                    .list();
            Cancellations.Matched matched = Cancellations.match(lines);
            insertTakenBack(history, matched.takenBack());
            setAside(history, matched.unmatched());
            progress.accept(++done);
        }
    }

    private void insertTakenBack(long history, List<Cancellations.TakenBack> takenBack) {
        arrays(
                """
                insert into imports.taken_back
                  (history_id, cancel_n, sale_n, cancel_seq, sale_seq, quantity, amount_minor)
                select ?, cancel_n, sale_n, cancel_seq, sale_seq, quantity, amount
                from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[], ?::bigint[])
                  as t (cancel_n, sale_n, cancel_seq, sale_seq, quantity, amount)
                """,
                history,
                takenBack,
                List.of(
                        new Column<>("bigint", Cancellations.TakenBack::cancelLine),
                        new Column<>("bigint", Cancellations.TakenBack::saleLine),
                        new Column<>("bigint", Cancellations.TakenBack::cancelSeq),
                        new Column<>("bigint", Cancellations.TakenBack::saleSeq),
                        new Column<>("integer", Cancellations.TakenBack::quantity),
                        new Column<>("bigint", Cancellations.TakenBack::amountMinor)));
    }

    private void setAside(long history, List<Long> lines) {
        if (!lines.isEmpty()) {
            jdbc.sql("""
                            update imports.line set set_aside = 'cancellation_unmatched'
                            where history_id = :history and n = any(:lines)
                            """)
                    .param("history", history)
                    .param("lines", lines.toArray(Long[]::new))
                    .update();
        }
    }

    record Invoice(long seq, String number, boolean cancels, String customer, Instant at, long lineCount) {}

    /** What is still to do, in order. */
    List<Invoice> next(long history, int atMost) {
        return jdbc.sql("""
                        select seq, number, cancels, customer, at, line_count from imports.invoice
                        where history_id = :history and not done
                        order by seq limit :atMost
                        """)
                .param("history", history)
                .param("atMost", atMost)
                .query((row, n) -> new Invoice(
                        row.getLong(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getString(4),
                        DatabaseTime.instant(row, 5),
                        row.getLong(6)))
                .list();
    }

    record Progress(long linesDone, long lines) {}

    Progress progress(long history) {
        return jdbc.sql("""
                        select coalesce(sum(line_count) filter (where done), 0), coalesce(sum(line_count), 0)
                        from imports.invoice where history_id = :history
                        """)
                .param("history", history)
                .query((row, n) -> new Progress(row.getLong(1), row.getLong(2)))
                .single();
    }

    Optional<Instant> lastAt(long history) {
        return jdbc.sql("select max(at) from imports.invoice where history_id = :history")
                .param("history", history)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    record SaleLine(String product, String name, int quantity, long unitPriceMinor) {}

    List<SaleLine> saleLines(long history, String invoice) {
        return jdbc.sql("""
                        select product, name, quantity, unit_price_minor from imports.line
                        where history_id = :history and invoice = :invoice and set_aside is null
                        order by n
                        """)
                .param("history", history)
                .param("invoice", invoice)
                .query((row, n) -> new SaleLine(row.getString(1), row.getString(2), row.getInt(3), row.getLong(4)))
                .list();
    }

    record Back(long saleSeq, String paymentId, long amountMinor) {}

    /** What a cancellation takes back, by the payment that it was part of, the newest first. */
    List<Back> takenBack(long history, long cancelSeq) {
        return jdbc.sql("""
                        select t.sale_seq, i.payment_id, sum(t.amount_minor)
                        from imports.taken_back t
                        join imports.invoice i on i.history_id = t.history_id and i.seq = t.sale_seq
                        where t.history_id = :history and t.cancel_seq = :seq
                        group by t.sale_seq, i.payment_id
                        order by t.sale_seq desc
                        """)
                .param("history", history)
                .param("seq", cancelSeq)
                .query((row, n) -> new Back(row.getLong(1), row.getString(2), row.getLong(3)))
                .list();
    }

    /** Not waited for: what is lost in a crash is asked again, and the books know it. */
    void paid(long history, long seq, String paymentId, long entryId, long discountMinor) {
        jdbc.sql("""
                        with lazy as (select set_config('synchronous_commit', 'off', true))
                        update imports.invoice
                        set done = true, payment_id = :payment, entry_id = :entry, discount_minor = :discount
                        from lazy
                        where history_id = :history and seq = :seq
                        """)
                .param("history", history)
                .param("seq", seq)
                .param("payment", paymentId)
                .param("entry", entryId)
                .param("discount", discountMinor)
                .update();
    }

    void refunded(long history, long cancelSeq, long saleSeq, long entryId, long amountMinor) {
        jdbc.sql("""
                        with lazy as (select set_config('synchronous_commit', 'off', true))
                        insert into imports.refund (history_id, cancel_seq, sale_seq, entry_id, amount_minor)
                        select :history, :cancel, :sale, :entry, :amount from lazy
                        on conflict do nothing
                        """)
                .param("history", history)
                .param("cancel", cancelSeq)
                .param("sale", saleSeq)
                .param("entry", entryId)
                .param("amount", amountMinor)
                .update();
    }

    void done(long history, long seq) {
        jdbc.sql("""
                        with lazy as (select set_config('synchronous_commit', 'off', true))
                        update imports.invoice set done = true from lazy where history_id = :history and seq = :seq
                        """).param("history", history).param("seq", seq).update();
    }

    Optional<String> person(String merchantId, String customer) {
        return jdbc.sql("select person_id from imports.customer where merchant_id = :merchant and number = :number")
                .param("merchant", merchantId)
                .param("number", customer)
                .query(String.class)
                .optional();
    }

    void person(String merchantId, String customer, String personId) {
        jdbc.sql("""
                        insert into imports.customer (merchant_id, number, person_id) values (:merchant, :number, :person)
                        on conflict do nothing
                        """)
                .param("merchant", merchantId)
                .param("number", customer)
                .param("person", personId)
                .update();
    }

    /** The file's own figures, from its lines. */
    record FileFigures(
            long rows,
            long used,
            long refunded,
            long partly,
            Map<String, Long> setAside,
            long customers,
            long invoices,
            long grossMinor,
            long refundedMinor,
            long discountMinor) {}

    FileFigures figures(long history) {
        Map<String, Long> setAside = new LinkedHashMap<>();
        jdbc.sql("""
                        select set_aside, count(*) as lines from imports.line
                        where history_id = :history and set_aside is not null
                        group by set_aside order by set_aside
                        """).param("history", history).query(row -> {
            setAside.put(row.getString(1), row.getLong(2));
        });
        return jdbc.sql("""
                        with sale as (
                          select customer, invoice, quantity::bigint * unit_price_minor as amount from imports.line
                          where history_id = :history and set_aside is null and not cancels
                        ), back as (
                          select l.n, -l.quantity as quantity, sum(t.quantity) as taken, sum(t.amount_minor) as amount
                          from imports.line l
                          join imports.taken_back t on t.history_id = l.history_id and t.cancel_n = l.n
                          where l.history_id = :history
                          group by l.n, l.quantity
                        )
                        select (select count(*) from imports.line where history_id = :history),
                               (select count(*) from sale),
                               (select count(*) from back),
                               (select count(*) from back where taken < quantity),
                               (select count(distinct customer) from sale),
                               (select count(distinct invoice) from sale),
                               (select coalesce(sum(amount), 0) from sale),
                               (select coalesce(sum(amount), 0) from back),
                               (select coalesce(sum(discount_minor), 0) from imports.invoice where history_id = :history)
                        """)
                .param("history", history)
                .query((row, n) -> new FileFigures(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        setAside,
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9)))
                .single();
    }

    /** Entries of payments by seq; {@code after} is the last seq of the page before. */
    List<long[]> paymentEntries(long history, long after, int atMost) {
        return jdbc.sql("""
                        select seq, entry_id from imports.invoice
                        where history_id = :history and seq > :after and entry_id is not null
                        order by seq limit :atMost
                        """)
                .param("history", history)
                .param("after", after)
                .param("atMost", atMost)
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)})
                .list();
    }

    List<Long> refundEntries(long history, long afterEntry, int atMost) {
        return jdbc.sql("""
                        select entry_id from imports.refund
                        where history_id = :history and entry_id > :after order by entry_id limit :atMost
                        """)
                .param("history", history)
                .param("after", afterEntry)
                .param("atMost", atMost)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    record Unmatched(long line, String invoice, String product, int quantity, long missing, long unitPriceMinor) {}

    /** Cancellation lines of which something could not be matched, with what is missing; {@code after} is the last line of the page before. */
    List<Unmatched> unmatched(String merchantId, String zone, long after, int atMost) {
        long history = jdbc.sql("""
                        select coalesce(max(id), 0) from imports.history where merchant_id = :merchant and zone = :zone
                        """)
                .param("merchant", merchantId)
                .param("zone", zone)
                .query((row, n) -> row.getLong(1))
                .single();
        return jdbc.sql("""
                        select l.n, l.invoice, l.product, l.quantity,
                               -l.quantity - coalesce(sum(t.quantity), 0) as missing, l.unit_price_minor
                        from imports.line l
                        left join imports.taken_back t on t.history_id = l.history_id and t.cancel_n = l.n
                        where l.history_id = :history and l.cancels and l.n > :after
                          and (l.set_aside is null or l.set_aside = 'cancellation_unmatched')
                        group by l.n, l.invoice, l.product, l.quantity, l.unit_price_minor
                        having -l.quantity - coalesce(sum(t.quantity), 0) > 0 or max(l.set_aside) is not null
                        order by l.n limit :atMost
                        """)
                .param("history", history)
                .param("after", after)
                .param("atMost", atMost)
                .query((row, n) -> new Unmatched(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getLong(5),
                        row.getLong(6)))
                .list();
    }

    private record Column<R>(String type, Function<R, Object> value) {}

    private <R> void arrays(String sql, long history, List<R> rows, List<Column<R>> columns) {
        if (rows.isEmpty()) {
            return;
        }
        Connection connection = DataSourceUtils.getConnection(database);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, history);
            int parameter = 2;
            for (Column<R> column : columns) {
                List<Object> values = new ArrayList<>(rows.size());
                for (R row : rows) {
                    values.add(column.value().apply(row));
                }
                insert.setArray(parameter++, connection.createArrayOf(column.type(), values.toArray()));
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new UncategorizedSQLException("import", sql, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }
}
