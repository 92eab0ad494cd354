package io.tongbao.demo.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the street is built, and whether it goes on by itself. */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class StreetStore {
    private final JdbcClient database;

    StreetStore(JdbcClient database) {
        this.database = database;
    }

    /** Answers the last day of the street's history: this one, or that of when it was begun. */
    LocalDate begin(LocalDate lastDay) {
        database.sql(
                        "insert into demo.street (last_day, live) values (:day, false) on conflict (the_only_row) do nothing")
                .param("day", lastDay)
                .update();
        return lastDay().orElseThrow();
    }

    Optional<LocalDate> lastDay() {
        return database.sql("select last_day from demo.street")
                .query(LocalDate.class)
                .optional();
    }

    void ready(StreetHistory.Figures figures) {
        database.sql("""
                        update demo.street
                           set payments = :payments, refunds = :refunds, sends = :sends, taken_minor = :taken,
                               refunded_minor = :refunded, sent_minor = :sent
                        """)
                .param("payments", figures.payments())
                .param("refunds", figures.refunds())
                .param("sends", figures.sends())
                .param("taken", figures.takenMinor())
                .param("refunded", figures.refundedMinor())
                .param("sent", figures.sentMinor())
                .update();
    }

    /** What its history came to, once it is all there. */
    Optional<StreetHistory.Figures> figures() {
        return database.sql("""
                        select payments, refunds, sends, taken_minor, refunded_minor, sent_minor from demo.street
                         where payments is not null
                        """)
                .query((row, _) -> new StreetHistory.Figures(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)))
                .optional();
    }

    boolean isLive() {
        return database.sql("select live from demo.street")
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    void live(boolean live) {
        database.sql("update demo.street set live = :live").param("live", live).update();
    }

    /** The ids of those who are there, in the plan's order. */
    List<String> members(String kind) {
        return database.sql("select id from demo.street_member where kind = :kind order by number")
                .param("kind", kind)
                .query((row, _) -> row.getString(1))
                .list();
    }

    void keepMember(String kind, int number, String id) {
        database.sql("insert into demo.street_member (kind, number, id) values (:kind, :number, :id)")
                .param("kind", kind)
                .param("number", number)
                .param("id", id)
                .update();
    }
}
