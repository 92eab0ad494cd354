package io.tongbao.benefits.internal;

import io.tongbao.ledger.AccountKey;
import io.tongbao.ledger.Companion;
import io.tongbao.ledger.Companion.Companioned;
import io.tongbao.ledger.Transfer;
import io.tongbao.platform.CompanionColumns;
import io.tongbao.platform.DatabaseTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells that a stock has fallen to its threshold, or to nothing, once each time that it does: the row is written beside the entry whose balance
 * passed it, and beside no other.
 */
@Component
class StockTurns {
    private final JdbcClient jdbc;
    private final Companion.Table<Watched> table = StockTurns::insert;

    StockTurns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an entry may do to the stock of a benefit. */
    record Watched(String benefitId, long lowStock) {}

    enum Turn {
        /** It fell to the threshold. */
        LOW,
        /** It fell to nothing. */
        GONE,
        /** More has come, and not enough. */
        STILL_LOW,
        /** It rose above the threshold. */
        ENOUGH;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Turn> of(long before, long after, long lowStock) {
            if (after < before) {
                return after == 0
                        ? Optional.of(GONE)
                        : before > lowStock && after <= lowStock ? Optional.of(LOW) : Optional.empty();
            }
            if (after <= lowStock) {
                return Optional.of(STILL_LOW);
            }
            return before <= lowStock ? Optional.of(ENOUGH) : Optional.empty();
        }
    }

    Companion<?> companion(Benefit benefit) {
        return new Companion<>(table, new Watched(benefit.id(), benefit.terms().lowStock()));
    }

    private record Turned(Turn turn, long stock) {}

    private static void insert(Connection connection, Companion.Batch batch, List<Companioned<Watched>> rows)
            throws SQLException {
        List<Companioned<Watched>> turning = new ArrayList<>();
        for (Companioned<Watched> row : rows) {
            if (turned(row).isPresent()) {
                turning.add(row);
            }
        }
        if (turning.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into benefits.stock_turn (entry_id, benefit_id, turn, stock, low_stock, turned_at)
                select entry_id, benefit_id, turn, stock, low_stock, turned_at::timestamptz
                  from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                    as t (entry_id, benefit_id, turn, stock, low_stock, turned_at)
                """)) {
            CompanionColumns<Watched> columns = new CompanionColumns<>(connection, statement, turning);
            columns.number(Companioned::entryId);
            columns.text(each -> each.row().benefitId());
            columns.text(each -> turned(each).orElseThrow().turn().code());
            columns.number(each -> turned(each).orElseThrow().stock());
            columns.number(each -> each.row().lowStock());
            columns.text(each -> each.recordedAt().toString());
            statement.executeUpdate();
        }
    }

    /** An entry moves the stock once. */
    private static Optional<Turned> turned(Companioned<Watched> row) {
        AccountKey stock = BenefitAccounts.stock(row.row().benefitId());
        for (Transfer transfer : row.resolved()) {
            boolean out = transfer.fromCode().equals(stock.code());
            if (out || transfer.toCode().equals(stock.code())) {
                long after = (out ? transfer.fromBalance() : transfer.toBalance()).orElseThrow();
                long before = out ? after + transfer.amount() : after - transfer.amount();
                return Turn.of(before, after, row.row().lowStock()).map(turn -> new Turned(turn, after));
            }
        }
        return Optional.empty();
    }

    /** @param stock what was left, and at what threshold */
    record Alarm(long entryId, String benefitId, Turn turn, long stock, long lowStock, Instant at) {}

    private static final String ALARM = "select t.entry_id, t.benefit_id, t.turn, t.stock, t.low_stock, t.turned_at ";

    /** Benefits whose stock is low or gone and that can still be claimed, or will be; the last told first. */
    List<Alarm> standing(Instant now, Optional<Long> before, int limit) {
        return jdbc.sql(ALARM + """
                          from benefits.benefit b
                          join lateral (select * from benefits.stock_turn
                                         where benefit_id = b.id order by entry_id desc limit 1) t on true
                          join lateral (select claim_until from benefits.terms
                                         where benefit_id = b.id order by version desc limit 1) v on v.claim_until > :now
                         where t.turn <> 'enough' and t.entry_id < :before
                         order by t.entry_id desc
                         limit :limit
                        """)
                .param("now", DatabaseTime.utc(now))
                .param("before", before.orElse(Long.MAX_VALUE))
                .param("limit", limit)
                .query(StockTurns::alarm)
                .list();
    }

    /** Whenever the benefit's stock fell to its threshold or to nothing, the last time first. */
    List<Alarm> of(String benefitId, Optional<Long> before, int limit) {
        return jdbc.sql(ALARM + """
                          from benefits.stock_turn t
                         where t.benefit_id = :benefit and t.turn in ('low', 'gone') and t.entry_id < :before
                         order by t.entry_id desc
                         limit :limit
                        """)
                .param("benefit", benefitId)
                .param("before", before.orElse(Long.MAX_VALUE))
                .param("limit", limit)
                .query(StockTurns::alarm)
                .list();
    }

    private static Alarm alarm(ResultSet row, int n) throws SQLException {
        return new Alarm(
                row.getLong("entry_id"),
                row.getString("benefit_id"),
                Turn.valueOf(row.getString("turn").toUpperCase(Locale.ROOT)),
                row.getLong("stock"),
                row.getLong("low_stock"),
                DatabaseTime.instant(row, "turned_at"));
    }
}
