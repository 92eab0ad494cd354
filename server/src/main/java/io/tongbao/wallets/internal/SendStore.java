package io.tongbao.wallets.internal;

import io.tongbao.ledger.Companion;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sends, written beside their ledger entries. */
@Component
class SendStore implements Companion.Table<SentMoney> {
    private static final String COLUMNS =
            "select id, sender_id, recipient_id, minor, currency, note, picture_id, sent_at from wallets.send ";

    private final JdbcClient jdbc;
    private final Companion.Table<SentMoney> broughtIn =
            (connection, _, rows) -> insert(connection, rows, sent -> sent.row().at());

    SendStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(Connection connection, Companion.Batch batch, List<Companion.Companioned<SentMoney>> rows)
            throws SQLException {
        insert(connection, rows, Companion.Companioned::recordedAt);
    }

    /** Of a send that happened before: at its own time. */
    Companion<SentMoney> broughtIn(SentMoney money) {
        return new Companion<>(broughtIn, money);
    }

    private static void insert(
            Connection connection,
            List<Companion.Companioned<SentMoney>> rows,
            Function<Companion.Companioned<SentMoney>, Instant> sentAt)
            throws SQLException {
        int size = rows.size();
        String[] ids = new String[size];
        Long[] entries = new Long[size];
        String[] senders = new String[size];
        String[] recipients = new String[size];
        Long[] minors = new Long[size];
        String[] currencies = new String[size];
        @Nullable String[] notes = new String[size];
        @Nullable String[] pictures = new String[size];
        String[] times = new String[size];
        for (int i = 0; i < size; i++) {
            SentMoney sent = rows.get(i).row();
            ids[i] = sent.id();
            entries[i] = rows.get(i).entryId();
            senders[i] = sent.senderId();
            recipients[i] = sent.recipientId();
            minors[i] = sent.amount().minor();
            currencies[i] = sent.amount().currency().code();
            notes[i] = sent.note().orElse(null);
            pictures[i] = sent.pictureId().orElse(null);
            times[i] = sentAt.apply(rows.get(i)).atOffset(ZoneOffset.UTC).toString();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into wallets.send
                  (id, entry_id, sender_id, recipient_id, minor, currency, note, picture_id, sent_at)
                select * from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                                     ?::text[], ?::timestamptz[])
                """)) {
            statement.setArray(1, connection.createArrayOf("text", ids));
            statement.setArray(2, connection.createArrayOf("int8", entries));
            statement.setArray(3, connection.createArrayOf("text", senders));
            statement.setArray(4, connection.createArrayOf("text", recipients));
            statement.setArray(5, connection.createArrayOf("int8", minors));
            statement.setArray(6, connection.createArrayOf("text", currencies));
            statement.setArray(7, connection.createArrayOf("text", notes));
            statement.setArray(8, connection.createArrayOf("text", pictures));
            statement.setArray(9, connection.createArrayOf("timestamptz", times));
            statement.executeUpdate();
        }
    }

    /** A send with its entry in the books. */
    record Listed(SentMoney send, long entryId) {}

    record Position(Instant at, String id) {}

    /**
     * @param atLeast in minor units
     * @param id of the send, or of who gave or got it
     */
    record Filter(
            Optional<Instant> from,
            Optional<Instant> until,
            OptionalLong atLeast,
            Optional<String> id,
            Optional<Position> before) {}

    /** Of everybody, newest first. */
    List<Listed> list(Filter filter, int limit) {
        @Nullable
        Long atLeast = filter.atLeast().isPresent() ? (Long) filter.atLeast().getAsLong() : null;
        return jdbc.sql("""
                        select id, entry_id, sender_id, recipient_id, minor, currency, note, picture_id, sent_at
                          from wallets.send
                         where (:from::timestamptz is null or sent_at >= :from)
                           and (:until::timestamptz is null or sent_at < :until)
                           and (:atLeast::bigint is null or minor >= :atLeast)
                           and (:id::text is null or id = :id or sender_id = :id or recipient_id = :id)
                           and (:beforeAt::timestamptz is null or (sent_at, id) < (:beforeAt, :beforeId))
                         order by sent_at desc, id desc
                         limit :limit
                        """)
                .param("from", filter.from().map(DatabaseTime::utc).orElse(null))
                .param("until", filter.until().map(DatabaseTime::utc).orElse(null))
                .param("atLeast", atLeast)
                .param("id", filter.id().orElse(null))
                .param(
                        "beforeAt",
                        filter.before()
                                .map(position -> DatabaseTime.utc(position.at()))
                                .orElse(null))
                .param("beforeId", filter.before().map(Position::id).orElse(null))
                .param("limit", limit)
                .query((row, index) -> new Listed(sent(row, index), row.getLong("entry_id")))
                .list();
    }

    Optional<SentMoney> find(String id) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", id)
                .query(SendStore::sent)
                .optional();
    }

    Optional<SentMoney> findByEntry(long entryId) {
        return jdbc.sql(COLUMNS + "where entry_id = :entry")
                .param("entry", entryId)
                .query(SendStore::sent)
                .optional();
    }

    private static SentMoney sent(ResultSet row, int index) throws SQLException {
        return new SentMoney(
                row.getString("id"),
                row.getString("sender_id"),
                row.getString("recipient_id"),
                Money.of(row.getLong("minor"), row.getString("currency")),
                Optional.ofNullable(row.getString("note")),
                Optional.ofNullable(row.getString("picture_id")),
                DatabaseTime.instant(row, "sent_at"));
    }
}
