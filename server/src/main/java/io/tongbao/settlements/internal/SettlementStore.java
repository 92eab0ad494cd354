package io.tongbao.settlements.internal;

import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Settlements: drawn up by the caller, and counted by the row that stands beside their entry. */
@Component
class SettlementStore implements Companion.Table<Settled> {
    private static final String INSERT_SETTLED = """
            insert into settlements.settled
              (settlement_id, merchant_id, seq, entry_id, fees_moved_minor, fees_owed_minor, repaid_minor, paid_minor,
               carried_minor, settled_at)
            """;

    private static final String SETTLEMENT = """
            select d.id, d.merchant_id, d.seq, d.currency, d.since, d.until, d.payments, d.payments_minor, d.refunds,
                   d.refunds_minor, d.fees_minor, d.fees_back_minor, d.carried_in_minor, d.fees_owed_in_minor,
                   s.entry_id, s.fees_moved_minor, s.fees_owed_minor, s.repaid_minor, s.paid_minor, s.carried_minor,
                   s.settled_at, p.id as payout_id, p.state as payout_state
              from settlements.settled s
              join settlements.drawn d on d.id = s.settlement_id
              left join lateral (
                   select id, state from settlements.payout p
                    where p.merchant_id = s.merchant_id and p.up_to_seq >= s.seq and p.state <> 'declined'
                    order by p.up_to_seq limit 1) p on s.paid_minor > 0
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    SettlementStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param payout that pays it, with its state
     */
    record Settlement(
            Drawn drawn, Division division, OptionalLong entryId, Instant settledAt, Optional<PaidBy> payout) {
        record PaidBy(String id, String state) {}
    }

    /** @param fee taken of a payment, given back of a refund */
    record Line(
            int n,
            String kind,
            String reference,
            String paymentId,
            Instant recordedAt,
            long gross,
            long fee,
            Optional<String> planId) {}

    void insert(Drawn drawn) {
        jdbc.sql("""
                        insert into settlements.drawn
                          (id, merchant_id, seq, currency, since, until, payments, payments_minor, refunds, refunds_minor,
                           fees_minor, fees_back_minor, carried_in_minor, fees_owed_in_minor, drawn_at)
                        values (:id, :merchant, :seq, :currency, :since, :until, :payments, :payments_minor, :refunds,
                                :refunds_minor, :fees, :fees_back, :carried_in, :fees_owed_in, :now)
                        """)
                .param("id", drawn.id())
                .param("merchant", drawn.merchantId())
                .param("seq", drawn.seq())
                .param("currency", drawn.currency().code())
                .param("since", DatabaseTime.utc(drawn.since()))
                .param("until", DatabaseTime.utc(drawn.until()))
                .param("payments", drawn.payments())
                .param("payments_minor", drawn.paymentsMinor())
                .param("refunds", drawn.refunds())
                .param("refunds_minor", drawn.refundsMinor())
                .param("fees", drawn.fees())
                .param("fees_back", drawn.feesBack())
                .param("carried_in", drawn.carriedIn())
                .param("fees_owed_in", drawn.feesOwedIn())
                .param("now", DatabaseTime.utc(clock.instant()))
                .update();
    }

    void insertLines(String settlementId, List<Line> lines) {
        jdbc.sql("""
                        insert into settlements.line
                          (settlement_id, n, kind, reference, payment_id, recorded_at, gross_minor, fee_minor, plan_id)
                        select :id, t.n, t.kind, t.reference, t.payment_id, t.recorded_at::timestamptz, t.gross, t.fee, t.plan
                          from unnest(:n::integer[], :kind::text[], :reference::text[], :payment::text[], :at::text[],
                                      :gross::bigint[], :fee::bigint[], :plan::text[])
                            as t (n, kind, reference, payment_id, recorded_at, gross, fee, plan)
                        """)
                .param("id", settlementId)
                .param("n", column(lines, Line::n, Integer[]::new))
                .param("kind", column(lines, Line::kind, String[]::new))
                .param("reference", column(lines, Line::reference, String[]::new))
                .param("payment", column(lines, Line::paymentId, String[]::new))
                .param("at", column(lines, line -> line.recordedAt().toString(), String[]::new))
                .param("gross", column(lines, Line::gross, Long[]::new))
                .param("fee", column(lines, Line::fee, Long[]::new))
                .param("plan", column(lines, line -> line.planId().orElse(null), String[]::new))
                .update();
    }

    private static <T extends @Nullable Object> T[] column(
            List<Line> lines, Function<Line, T> value, java.util.function.IntFunction<T[]> array) {
        return lines.stream().map(value).toArray(array);
    }

    /** The fees of payments that were settled before or are lines of this settlement, by payment; one that is neither is absent. */
    Map<String, Long> feesOf(String settlementId, Collection<String> paymentIds) {
        Map<String, Long> fees = new HashMap<>();
        jdbc.sql("""
                        select l.reference, l.fee_minor
                          from settlements.line l
                          left join settlements.settled s on s.settlement_id = l.settlement_id
                         where l.kind = 'payment' and l.reference = any(:ids)
                           and (s.settlement_id is not null or l.settlement_id = :settlement)
                        """)
                .param("ids", paymentIds.toArray(String[]::new))
                .param("settlement", settlementId)
                .query(row -> {
                    fees.put(row.getString(1), row.getLong(2));
                });
        return fees;
    }

    /** The gross of the merchant's settled payments that were recorded from one instant to before another. */
    long takenBetween(String merchantId, Instant from, Instant before) {
        return jdbc.sql("""
                        select coalesce(sum(l.gross_minor), 0)
                          from settlements.settled s
                          join settlements.drawn d on d.id = s.settlement_id
                          join settlements.line l on l.settlement_id = d.id
                         where s.merchant_id = :merchant and d.until >= :from and d.since < :before
                           and l.kind = 'payment' and l.recorded_at >= :from and l.recorded_at < :before
                        """)
                .param("merchant", merchantId)
                .param("from", DatabaseTime.utc(from))
                .param("before", DatabaseTime.utc(before))
                .query(Long.class)
                .single();
    }

    /** The draft and its lines go; only of one that does not count. */
    void discard(String settlementId) {
        jdbc.sql("delete from settlements.line where settlement_id = :id")
                .param("id", settlementId)
                .update();
        jdbc.sql("delete from settlements.drawn where id = :id")
                .param("id", settlementId)
                .update();
    }

    /** What was drawn up long ago and never counted, after a crash. */
    List<String> abandoned(Instant before) {
        return jdbc.sql("""
                        select d.id from settlements.drawn d
                         where d.drawn_at < :before
                           and not exists (select from settlements.settled s where s.settlement_id = d.id)
                           and not exists (select from settlements.settled s where s.merchant_id = d.merchant_id and s.seq > d.seq)
                         limit 100
                        """)
                .param("before", DatabaseTime.utc(before))
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Override
    public void insert(Connection connection, Companion.Batch batch, List<Companion.Companioned<Settled>> rows)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(INSERT_SETTLED + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Companion.Companioned<Settled> each : rows) {
                Settled row = each.row();
                Division division = row.division();
                insert.setString(1, row.settlementId());
                insert.setString(2, row.merchantId());
                insert.setInt(3, row.seq());
                insert.setLong(4, each.entryId());
                insert.setLong(5, division.feesMoved());
                insert.setLong(6, division.feesOwed());
                insert.setLong(7, division.repaid());
                insert.setLong(8, division.paid());
                insert.setLong(9, division.carried());
                insert.setObject(10, DatabaseTime.utc(each.recordedAt()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Counts a settlement that moves nothing; answers false if another came first. */
    boolean settledWithoutEntry(Settled settled) {
        Division division = settled.division();
        return jdbc.sql(INSERT_SETTLED + """
                            values (:id, :merchant, :seq, null, 0, :owed, 0, 0, :carried, :now)
                            on conflict (merchant_id, seq) do nothing
                            """)
                        .param("id", settled.settlementId())
                        .param("merchant", settled.merchantId())
                        .param("seq", settled.seq())
                        .param("owed", division.feesOwed())
                        .param("carried", division.carried())
                        .param("now", DatabaseTime.utc(clock.instant()))
                        .update()
                == 1;
    }

    Optional<Settlement> last(String merchantId) {
        return jdbc.sql(SETTLEMENT + "where s.merchant_id = :merchant order by s.seq desc limit 1")
                .param("merchant", merchantId)
                .query(SettlementStore::settlement)
                .optional();
    }

    Optional<Settlement> find(String id) {
        return jdbc.sql(SETTLEMENT + "where s.settlement_id = :id")
                .param("id", id)
                .query(SettlementStore::settlement)
                .optional();
    }

    /** The newest first, one more than the limit. */
    List<Settlement> list(
            Optional<String> merchantId, Optional<Instant> beforeAt, Optional<String> beforeId, int limit) {
        return jdbc.sql(SETTLEMENT + """
                        where (:merchant::text is null or s.merchant_id = :merchant)
                          and (:before_at::timestamptz is null or (s.settled_at, s.settlement_id) < (:before_at, :before_id))
                        order by s.settled_at desc, s.settlement_id desc
                        limit :limit
                        """)
                .param("merchant", merchantId.orElse(null))
                .param("before_at", beforeAt.map(DatabaseTime::utc).orElse(null))
                .param("before_id", beforeId.orElse(null))
                .param("limit", limit + 1)
                .query(SettlementStore::settlement)
                .list();
    }

    /** In the order of the settlement, after the line with this number. */
    List<Line> lines(String settlementId, int after, int limit) {
        return jdbc.sql("""
                        select n, kind, reference, payment_id, recorded_at, gross_minor, fee_minor, plan_id
                          from settlements.line where settlement_id = :id and n > :after
                         order by n limit :limit
                        """)
                .param("id", settlementId)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Line(
                        row.getInt("n"),
                        row.getString("kind"),
                        row.getString("reference"),
                        row.getString("payment_id"),
                        DatabaseTime.instant(row, "recorded_at"),
                        row.getLong("gross_minor"),
                        row.getLong("fee_minor"),
                        Optional.ofNullable(row.getString("plan_id"))))
                .list();
    }

    /** Merchants with something left to settle, though nothing came since. */
    List<String> carrying() {
        return jdbc.sql("""
                        select merchant_id from (
                          select distinct on (merchant_id) merchant_id, carried_minor, fees_owed_minor
                            from settlements.settled order by merchant_id, seq desc) newest
                         where carried_minor <> 0 or fees_owed_minor <> 0
                        """).query((row, n) -> row.getString(1)).list();
    }

    /** Merchants with whom it could not be settled when it was tried. */
    List<String> waiting() {
        return jdbc.sql("select merchant_id from settlements.waiting order by merchant_id")
                .query((row, n) -> row.getString(1))
                .list();
    }

    void waits(String merchantId, String why) {
        jdbc.sql("""
                        insert into settlements.waiting (merchant_id, why, since) values (:merchant, :why, :now)
                        on conflict (merchant_id) do update set why = excluded.why
                        """)
                .param("merchant", merchantId)
                .param("why", why)
                .param("now", DatabaseTime.utc(clock.instant()))
                .update();
    }

    void waitsNoMore(String merchantId) {
        jdbc.sql("delete from settlements.waiting where merchant_id = :merchant")
                .param("merchant", merchantId)
                .update();
    }

    Optional<Instant> lastRun() {
        return jdbc.sql("select max(until) from settlements.run")
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    void ran(Instant until) {
        jdbc.sql("insert into settlements.run (until, finished_at) values (:until, :now) on conflict do nothing")
                .param("until", DatabaseTime.utc(until))
                .param("now", DatabaseTime.utc(clock.instant()))
                .update();
    }

    private static Settlement settlement(ResultSet row, int n) throws SQLException {
        Drawn drawn = new Drawn(
                row.getString("id"),
                row.getString("merchant_id"),
                row.getInt("seq"),
                Currency.of(row.getString("currency")),
                DatabaseTime.instant(row, "since"),
                DatabaseTime.instant(row, "until"),
                row.getInt("payments"),
                row.getLong("payments_minor"),
                row.getInt("refunds"),
                row.getLong("refunds_minor"),
                row.getLong("fees_minor"),
                row.getLong("fees_back_minor"),
                row.getLong("carried_in_minor"),
                row.getLong("fees_owed_in_minor"));
        Division division = new Division(
                row.getLong("fees_moved_minor"),
                row.getLong("fees_owed_minor"),
                row.getLong("repaid_minor"),
                row.getLong("paid_minor"),
                row.getLong("carried_minor"));
        @Nullable Long entry = row.getObject("entry_id", Long.class);
        @Nullable String payout = row.getString("payout_id");
        return new Settlement(
                drawn,
                division,
                entry == null ? OptionalLong.empty() : OptionalLong.of(entry),
                DatabaseTime.instant(row, "settled_at"),
                payout == null
                        ? Optional.empty()
                        : Optional.of(new Settlement.PaidBy(payout, row.getString("payout_state"))));
    }
}
