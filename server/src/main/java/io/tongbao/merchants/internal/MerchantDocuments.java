package io.tongbao.merchants.internal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.DrawingPictures;
import io.tongbao.platform.SecretBox;
import io.tongbao.platform.TypeIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The pictures by which a merchant shows who it is. One of a kind counts; those that it superseded stay as history. */
@Component
class MerchantDocuments {
    private static final int MAX_BYTES = 5 * 1_048_576;

    /** Each takes room for good, so nobody brings them without end. */
    private static final int A_DAY = 20;

    private static final String DOCUMENT =
            "select id, merchant_id, kind, state, reason, received_at, decided_at from merchants.document ";

    private final JdbcClient jdbc;
    private final DrawingPictures drawing;
    private final SecretBox secrets;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MerchantDocuments(
            JdbcClient jdbc, DrawingPictures drawing, SecretBox secrets, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.drawing = drawing;
        this.secrets = secrets;
        this.transaction = transaction;
        this.clock = clock;
    }

    enum State {
        RECEIVED,
        ACCEPTED,
        REFUSED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Kind(String code, String nameZh, String nameEn, boolean required) {}

    /** @param reason why it was refused */
    record Document(
            String id,
            String merchantId,
            String kind,
            State state,
            Optional<String> reason,
            Instant receivedAt,
            Optional<Instant> decidedAt) {}

    /** What came of bringing a document. */
    sealed interface Brought {
        record Done(Document document) implements Brought {}

        record UnknownKind() implements Brought {}

        record NoPicture() implements Brought {}

        /** One of this kind was accepted: that one counts. */
        record AcceptedAlready() implements Brought {}

        record TooMany(Duration retryAfter) implements Brought {}
    }

    /** What came of deciding on a document. */
    sealed interface Decided {
        record Done(Document document) implements Decided {}

        /** It was decided, or superseded by another. */
        record NotNow(State state) implements Decided {}

        record NotThere() implements Decided {}
    }

    List<Kind> kinds() {
        return jdbc.sql("select code, name_zh, name_en, required from merchants.document_kind order by place")
                .query((row, n) -> new Kind(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)))
                .list();
    }

    /** Drawn before the transaction: who waits for a turn to draw holds no connection. */
    Brought bring(String merchantId, String kind, byte[] bytes) {
        if (kinds().stream().noneMatch(each -> each.code().equals(kind))) {
            return new Brought.UnknownKind();
        }
        Optional<byte[]> jpeg = drawing.drawnAnew(bytes, MAX_BYTES);
        if (jpeg.isEmpty()) {
            return new Brought.NoPicture();
        }
        return Objects.requireNonNull(transaction.execute(_ -> keep(merchantId, kind, jpeg.get())));
    }

    private Brought keep(String merchantId, String kind, byte[] jpeg) {
        // Two at once would both be the one that counts.
        jdbc.sql("select id from merchants.merchant where id = :merchant for update")
                .param("merchant", merchantId)
                .query(String.class)
                .single();
        Instant now = clock.instant();
        if (broughtSince(merchantId, now.minus(Duration.ofDays(1))) >= A_DAY) {
            return new Brought.TooMany(Duration.ofDays(1));
        }
        if (counting(merchantId).stream()
                .anyMatch(each -> each.kind().equals(kind) && each.state() == State.ACCEPTED)) {
            return new Brought.AcceptedAlready();
        }
        jdbc.sql("""
                        update merchants.document set superseded_at = :now
                         where merchant_id = :merchant and kind = :kind and superseded_at is null
                        """)
                .param("now", DatabaseTime.utc(now))
                .param("merchant", merchantId)
                .param("kind", kind)
                .update();
        String id = TypeIds.next("doc");
        jdbc.sql("""
                        insert into merchants.document (id, merchant_id, kind, state, picture, received_at)
                        values (:id, :merchant, :kind, :state, :picture, :now)
                        """)
                .param("id", id)
                .param("merchant", merchantId)
                .param("kind", kind)
                .param("state", State.RECEIVED.code())
                .param("picture", secrets.seal(jpeg, place(id)))
                .param("now", DatabaseTime.utc(now))
                .update();
        return new Brought.Done(find(merchantId, id).orElseThrow());
    }

    private int broughtSince(String merchantId, Instant since) {
        return jdbc.sql("""
                        select count(*)::int from merchants.document
                         where merchant_id = :merchant and received_at > :since
                        """)
                .param("merchant", merchantId)
                .param("since", DatabaseTime.utc(since))
                .query(Integer.class)
                .single();
    }

    /** At most one of each kind, in the order of the kinds. */
    List<Document> counting(String merchantId) {
        return jdbc.sql("""
                        select d.id, d.merchant_id, d.kind, d.state, d.reason, d.received_at, d.decided_at
                          from merchants.document d join merchants.document_kind k on k.code = d.kind
                         where d.merchant_id = :merchant and d.superseded_at is null
                         order by k.place
                        """)
                .param("merchant", merchantId)
                .query(MerchantDocuments::document)
                .list();
    }

    /** The kinds of documents that must be there and are not, or are not accepted. */
    List<String> missing(String merchantId) {
        return jdbc.sql("""
                        select k.code from merchants.document_kind k
                         where k.required
                           and not exists (select from merchants.document d
                                            where d.merchant_id = :merchant and d.kind = k.code and d.superseded_at is null
                                              and d.state = 'accepted')
                         order by k.place
                        """)
                .param("merchant", merchantId)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private Optional<Document> find(String merchantId, String id) {
        return jdbc.sql(DOCUMENT + "where id = :id and merchant_id = :merchant")
                .param("id", id)
                .param("merchant", merchantId)
                .query(MerchantDocuments::document)
                .optional();
    }

    /** A JPEG. */
    Optional<byte[]> picture(String merchantId, String id) {
        return jdbc.sql("select picture from merchants.document where id = :id and merchant_id = :merchant")
                .param("id", id)
                .param("merchant", merchantId)
                .query((row, n) -> row.getBytes("picture"))
                .optional()
                .map(kept -> secrets.open(kept, place(id)));
    }

    /** @param refusal why it is refused; empty if it is accepted */
    @Transactional
    Decided decide(String merchantId, String id, Optional<String> refusal, String decidedBy) {
        boolean changed = jdbc.sql("""
                        update merchants.document
                           set state = :state, reason = :reason, decided_at = :now, decided_by = :by
                         where id = :id and merchant_id = :merchant and state = 'received' and superseded_at is null
                        """)
                        .param("state", (refusal.isPresent() ? State.REFUSED : State.ACCEPTED).code())
                        .param("reason", refusal.orElse(null))
                        .param("now", DatabaseTime.utc(clock.instant()))
                        .param("by", decidedBy)
                        .param("id", id)
                        .param("merchant", merchantId)
                        .update()
                == 1;
        return find(merchantId, id)
                .<Decided>map(found -> changed ? new Decided.Done(found) : new Decided.NotNow(found.state()))
                .orElseGet(Decided.NotThere::new);
    }

    private static String place(String id) {
        return "merchants.document.picture/" + id;
    }

    private static Document document(ResultSet row, int n) throws SQLException {
        return new Document(
                row.getString("id"),
                row.getString("merchant_id"),
                row.getString("kind"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("reason")),
                DatabaseTime.instant(row, "received_at"),
                Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
