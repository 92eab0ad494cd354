package io.tongbao.settlements.internal;

import io.tongbao.connectors.AskingAfterErrands;
import io.tongbao.connectors.ErrandQueue;
import io.tongbao.ledger.Currency;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Money;
import io.tongbao.platform.SecretBox;
import io.tongbao.platform.TypeIds;
import io.tongbao.settlements.internal.Payout.Payee;
import io.tongbao.settlements.internal.Payout.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Payouts, where they go to, and what holds them back. A finished payout never changes. */
@Component
class PayoutStore {
    private static final String PAYOUT = """
            select p.id, p.merchant_id, p.payee_id, p.bank_code, y.bank_name, y.last4, p.minor, p.currency, p.up_to_seq,
                   p.state, p.reason, p.reservation, p.asked_at, p.finished_at, p.looks
              from settlements.payout p
              join settlements.payee y on y.id = p.payee_id
            """;

    private final JdbcClient jdbc;
    private final SecretBox secrets;
    private final Clock clock;
    private final ErrandQueue queue;

    PayoutStore(JdbcClient jdbc, SecretBox secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
        this.queue = new ErrandQueue(jdbc, clock, "settlements.payout");
    }

    ErrandQueue queue() {
        return queue;
    }

    /** @param heldBy a member of staff, or {@link #THE_BANK} */
    record Hold(String merchantId, String reason, String heldBy, Instant heldAt) {}

    /** Who holds when a payout was declined. */
    static final String THE_BANK = "bank";

    /** What is settled with a merchant and not on its way. */
    record Due(long minor, Currency currency, int upToSeq) {}

    void setPayee(String merchantId, Payee payee, String token, String setBy) {
        jdbc.sql("""
                        insert into settlements.payee
                          (id, merchant_id, bank_code, bank_name, last4, token_sealed, set_by, set_at)
                        values (:id, :merchant, :bank_code, :bank_name, :last4, :token, :by, :now)
                        """)
                .param("id", payee.id())
                .param("merchant", merchantId)
                .param("bank_code", payee.bankCode())
                .param("bank_name", payee.bankName())
                .param("last4", payee.last4())
                .param("token", secrets.seal(token, place(payee.id())))
                .param("by", setBy)
                .param("now", now())
                .update();
    }

    Optional<Payee> payee(String merchantId) {
        return jdbc.sql("""
                        select id, bank_code, bank_name, last4 from settlements.payee
                         where merchant_id = :merchant order by id desc limit 1
                        """)
                .param("merchant", merchantId)
                .query((row, n) -> new Payee(
                        row.getString("id"),
                        row.getString("bank_code"),
                        row.getString("bank_name"),
                        row.getString("last4")))
                .optional();
    }

    /** For the bank alone. */
    String token(String payeeId) {
        byte[] sealed = jdbc.sql("select token_sealed from settlements.payee where id = :id")
                .param("id", payeeId)
                .query((row, n) -> row.getBytes("token_sealed"))
                .single();
        return secrets.openText(sealed, place(payeeId));
    }

    Optional<Hold> hold(String merchantId) {
        return jdbc.sql("""
                        select merchant_id, reason, held_by, held_at from settlements.hold
                         where merchant_id = :merchant and lifted_at is null
                        """)
                .param("merchant", merchantId)
                .query((row, n) -> new Hold(
                        row.getString("merchant_id"),
                        row.getString("reason"),
                        row.getString("held_by"),
                        DatabaseTime.instant(row, "held_at")))
                .optional();
    }

    /** Answers false if it is held already. */
    boolean hold(String merchantId, String reason, String heldBy) {
        return jdbc.sql("""
                            insert into settlements.hold (id, merchant_id, reason, held_by, held_at)
                            values (:id, :merchant, :reason, :by, :now)
                            on conflict (merchant_id) where lifted_at is null do nothing
                            """)
                        .param("id", TypeIds.next("hld"))
                        .param("merchant", merchantId)
                        .param("reason", reason)
                        .param("by", heldBy)
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Answers false if nothing was held, or not by whom alone it is lifted. */
    boolean lift(String merchantId, Optional<String> heldBy, String liftedBy) {
        return jdbc.sql("""
                            update settlements.hold set lifted_by = :by, lifted_at = :now
                             where merchant_id = :merchant and lifted_at is null
                               and (:held_by::text is null or held_by = :held_by)
                            """)
                        .param("by", liftedBy)
                        .param("now", now())
                        .param("merchant", merchantId)
                        .param("held_by", heldBy.orElse(null))
                        .update()
                == 1;
    }

    /** Merchants to whom something is due. */
    List<String> merchantsDue() {
        return jdbc.sql("""
                        select distinct s.merchant_id from settlements.settled s
                         where s.paid_minor > 0
                           and not exists (select from settlements.payout p
                                            where p.merchant_id = s.merchant_id and p.up_to_seq >= s.seq
                                              and p.state <> 'declined')
                        """).query((row, n) -> row.getString(1)).list();
    }

    Optional<Due> due(String merchantId) {
        return jdbc.sql("""
                        select sum(s.paid_minor) as minor, max(s.seq) as seq, min(d.currency) as currency
                          from settlements.settled s
                          join settlements.drawn d on d.id = s.settlement_id
                         where s.merchant_id = :merchant and s.paid_minor > 0
                           and s.seq > coalesce((select max(p.up_to_seq) from settlements.payout p
                                                  where p.merchant_id = :merchant and p.state <> 'declined'), 0)
                        having sum(s.paid_minor) > 0
                        """)
                .param("merchant", merchantId)
                .query((row, n) ->
                        new Due(row.getLong("minor"), Currency.of(row.getString("currency")), row.getInt("seq")))
                .optional();
    }

    /** Answers false if another is on its way. */
    boolean insert(Payout payout) {
        return jdbc.sql("""
                            insert into settlements.payout
                              (id, merchant_id, payee_id, bank_code, minor, currency, up_to_seq, state, asked_at, look_at)
                            values (:id, :merchant, :payee, :bank, :minor, :currency, :seq, 'pending', :at, :look_at)
                            on conflict (merchant_id) where state = 'pending' do nothing
                            """)
                        .param("id", payout.id())
                        .param("merchant", payout.merchantId())
                        .param("payee", payout.payee().id())
                        .param("bank", payout.payee().bankCode())
                        .param("minor", payout.amount().minor())
                        .param("currency", payout.amount().currency().code())
                        .param("seq", payout.upToSeq())
                        .param("at", DatabaseTime.utc(payout.askedAt()))
                        .param("look_at", DatabaseTime.utc(payout.askedAt().plus(AskingAfterErrands.REQUESTS_TURN)))
                        .update()
                == 1;
    }

    Optional<Payout> find(String id) {
        return jdbc.sql(PAYOUT + "where p.id = :id")
                .param("id", id)
                .query(PayoutStore::payout)
                .optional();
    }

    /** The newest first, one more than the limit. */
    List<Payout> list(Optional<String> merchantId, Optional<State> state, Optional<String> before, int limit) {
        return jdbc.sql(PAYOUT + """
                        where (:merchant::text is null or p.merchant_id = :merchant)
                          and (:state::text is null or p.state = :state)
                          and (:before::text is null or p.id < :before)
                        order by p.id desc
                        limit :limit
                        """)
                .param("merchant", merchantId.orElse(null))
                .param("state", state.map(State::code).orElse(null))
                .param("before", before.orElse(null))
                .param("limit", limit + 1)
                .query(PayoutStore::payout)
                .list();
    }

    void reserved(String id, long reservation) {
        jdbc.sql("update settlements.payout set reservation = :reservation where id = :id and state = 'pending'")
                .param("reservation", reservation)
                .param("id", id)
                .update();
    }

    void paid(String id, String bankReference) {
        jdbc.sql("""
                        update settlements.payout set state = 'paid', bank_reference = :reference, finished_at = :now
                         where id = :id and state = 'pending'
                        """)
                .param("reference", bankReference)
                .param("now", now())
                .param("id", id)
                .update();
    }

    void declined(String id, String reason) {
        jdbc.sql("""
                        update settlements.payout set state = 'declined', reason = :reason, finished_at = :now
                         where id = :id and state = 'pending'
                        """)
                .param("reason", reason)
                .param("now", now())
                .param("id", id)
                .update();
    }

    private static Payout payout(ResultSet row, int n) throws SQLException {
        @Nullable Long reservation = row.getObject("reservation", Long.class);
        return new Payout(
                row.getString("id"),
                row.getString("merchant_id"),
                new Payee(
                        row.getString("payee_id"),
                        row.getString("bank_code"),
                        row.getString("bank_name"),
                        row.getString("last4")),
                Money.of(row.getLong("minor"), row.getString("currency")),
                row.getInt("up_to_seq"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("reason")),
                reservation == null ? OptionalLong.empty() : OptionalLong.of(reservation),
                DatabaseTime.instant(row, "asked_at"),
                Optional.ofNullable(row.getObject("finished_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getInt("looks"));
    }

    private static String place(String payeeId) {
        return "settlements.payee.token_sealed/" + payeeId;
    }

    private OffsetDateTime now() {
        return DatabaseTime.utc(clock.instant());
    }
}
