package io.tongbao.coupons.internal;

import io.tongbao.ledger.Companion;
import io.tongbao.ledger.OnceKey;
import io.tongbao.platform.CompanionColumns;
import io.tongbao.platform.Cursor;
import io.tongbao.platform.DatabaseTime;
import io.tongbao.platform.Gathering;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of coupons. A row is written beside the entry by which a customer got it. */
@Component
class CouponStore {
    private static final String COLUMNS = """
            c.id, c.request, c.offer_id, c.campaign_id, c.owner, c.how, c.code, c.received_from, c.got_at, c.until, c.state, c.payment_id
            """;

    private static final String COUPON = "select " + COLUMNS + "from coupons.coupon c ";

    private static final int GATHERED_MAX = 256;
    private static final int MOST_LOOKED_AT = 500;
    private static final int OF_ONE_OFFER = 3;

    private final JdbcClient jdbc;
    private final Companion.Table<New> got = CouponStore::insert;
    private final Gathering<String, Optional<Coupon>> byRequest = new Gathering<>(GATHERED_MAX, this::ofRequests);

    CouponStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param request what was asked and under which key, as digests */
    private record New(Coupon coupon, String request) {}

    Companion<?> companion(Coupon coupon, OnceKey key) {
        return new Companion<>(got, new New(coupon, request(key)));
    }

    private static String request(OnceKey key) {
        return key.key() + "/" + key.content();
    }

    /** What the request brought when it was first sent; asked for all who wait at once, since in a rush nearly all of them got nothing. */
    Optional<Coupon> ofRequest(OnceKey key) {
        return byRequest.ask(request(key));
    }

    private List<Optional<Coupon>> ofRequests(List<String> requests) {
        Map<String, Coupon> found = new HashMap<>();
        jdbc.sql(COUPON + "where c.request = any(:requests)")
                .param("requests", requests.toArray(String[]::new))
                .query((row, n) -> found.put(row.getString("request"), coupon(row, n)))
                .list();
        return requests.stream()
                .map(request -> Optional.ofNullable(found.get(request)))
                .toList();
    }

    private static void insert(Connection connection, Companion.Batch batch, List<Companion.Companioned<New>> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into coupons.coupon
                  (id, entry_id, request, offer_id, campaign_id, owner, how, code, received_from, got_at, until)
                select id, entry_id, request, offer_id, campaign_id, owner, how, code, received_from, got_at::timestamptz, until::timestamptz
                  from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as t (id, entry_id, request, offer_id, campaign_id, owner, how, code, received_from, got_at, until)
                """)) {
            CompanionColumns<New> columns = new CompanionColumns<>(connection, statement, rows);
            columns.text(each -> each.row().coupon().id());
            columns.number(Companion.Companioned::entryId);
            columns.text(each -> each.row().request());
            columns.text(each -> each.row().coupon().offerId());
            columns.text(each -> each.row().coupon().campaignId());
            columns.text(each -> each.row().coupon().owner());
            columns.text(each -> each.row().coupon().how().code());
            columns.maybe(each -> each.row().coupon().code());
            columns.maybe(each -> each.row().coupon().receivedFrom());
            columns.text(each -> each.row().coupon().gotAt().toString());
            columns.text(each -> each.row().coupon().until().toString());
            statement.executeUpdate();
        }
    }

    Optional<Coupon> ofEntry(long entryId) {
        return jdbc.sql(COUPON + "where c.entry_id = :entry")
                .param("entry", entryId)
                .query(CouponStore::coupon)
                .optional();
    }

    /** One's own. */
    Optional<Coupon> find(String id, String owner) {
        return jdbc.sql(COUPON + "where c.id = :id and c.owner = :owner")
                .param("id", id)
                .param("owner", owner)
                .query(CouponStore::coupon)
                .optional();
    }

    /** Several at once, whoever has them. */
    List<Coupon> find(Collection<String> ids) {
        return jdbc.sql(COUPON + "where c.id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(CouponStore::coupon)
                .list();
    }

    /**
     * Those that could be used at this time, as far as the log has told; they that end first come first. A price uses one of each offer and some may be
     * taken meanwhile, so of each offer a few are enough, among the first of whoever has very many.
     */
    List<Coupon> usable(Collection<String> owners, Instant when) {
        return jdbc.sql("select " + COLUMNS + """
                          from unnest(:owners::text[]) as o (owner)
                         cross join lateral (
                           select first.*, row_number() over (partition by offer_id order by until, id) as nth
                             from (select * from coupons.coupon
                                    where owner = o.owner and state = 'open' and until > :when
                                    order by until, id
                                    limit :most) first
                         ) c
                         where c.nth <= :ofOffer
                         order by c.until, c.id
                        """)
                .param("owners", owners.stream().distinct().toArray(String[]::new))
                .param("when", DatabaseTime.utc(when))
                .param("most", MOST_LOOKED_AT)
                .param("ofOffer", OF_ONE_OFFER)
                .query(CouponStore::coupon)
                .list();
    }

    /** Where a page of coupons goes on: those that can be used in order of their end, the others newest first. */
    record After(Instant until, String id) {
        static After of(Cursor cursor) {
            return new After(Instant.parse(cursor.text(0)), cursor.text(1));
        }
    }

    /** That the log has not told the end of, and whose time has not come; they that end first come first. */
    List<Coupon> open(String owner, Instant now, Optional<After> after, int limit) {
        return jdbc.sql(COUPON + """
                        where c.owner = :owner and c.state = 'open' and c.until > :now
                          and (c.until, c.id) > (:until, :id)
                        order by c.until, c.id
                        limit :limit
                        """)
                .param("owner", owner)
                .param("now", DatabaseTime.utc(now))
                .param("until", DatabaseTime.utc(after.map(After::until).orElse(Instant.EPOCH)))
                .param("id", after.map(After::id).orElse(""))
                .param("limit", limit)
                .query(CouponStore::coupon)
                .list();
    }

    List<Coupon> used(String owner, Optional<String> before, int limit) {
        return jdbc.sql(COUPON + """
                        where c.owner = :owner and c.id < :before and c.state = 'used'
                        order by c.id desc
                        limit :limit
                        """)
                .param("owner", owner)
                .param("before", before.orElse("~"))
                .param("limit", limit)
                .query(CouponStore::coupon)
                .list();
    }

    /** Whose time is over, or that were given to another. */
    List<Coupon> ended(String owner, Instant now, Optional<String> before, int limit) {
        return jdbc.sql(COUPON + """
                        where c.owner = :owner and c.id < :before
                          and (c.state in ('expired', 'given') or (c.state = 'open' and c.until <= :now))
                        order by c.id desc
                        limit :limit
                        """)
                .param("owner", owner)
                .param("before", before.orElse("~"))
                .param("now", DatabaseTime.utc(now))
                .param("limit", limit)
                .query(CouponStore::coupon)
                .list();
    }

    /** An offer's, the newest first. */
    List<Coupon> ofOffer(String offerId, Optional<Coupon.State> state, Optional<String> before, int limit) {
        return jdbc.sql(COUPON + """
                        where c.offer_id = :offer and c.id < :before and (:state::text is null or c.state = :state)
                        order by c.id desc
                        limit :limit
                        """)
                .param("offer", offerId)
                .param("before", before.orElse("~"))
                .param("state", state.map(Coupon.State::code).orElse(null))
                .param("limit", limit)
                .query(CouponStore::coupon)
                .list();
    }

    void used(String couponId, String paymentId, Instant at) {
        jdbc.sql("""
                        update coupons.coupon set state = 'used', payment_id = :payment, over_at = :at
                         where id = :id and state = 'open'
                        """)
                .param("id", couponId)
                .param("payment", paymentId)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    /** All of the payment came back: so did its coupons. */
    void returned(String paymentId) {
        jdbc.sql("""
                        update coupons.coupon set state = 'open', payment_id = null, over_at = null
                         where payment_id = :payment and state = 'used'
                        """).param("payment", paymentId).update();
    }

    void given(String couponId, Instant at) {
        jdbc.sql("update coupons.coupon set state = 'given', over_at = :at where id = :id and state = 'open'")
                .param("id", couponId)
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    List<Coupon> openUntil(Instant when, Optional<After> after, int limit) {
        return jdbc.sql(COUPON + """
                        where c.state = 'open' and c.until <= :when and (c.until, c.id) > (:until, :id)
                        order by c.until, c.id
                        limit :limit
                        """)
                .param("when", DatabaseTime.utc(when))
                .param("until", DatabaseTime.utc(after.map(After::until).orElse(Instant.EPOCH)))
                .param("id", after.map(After::id).orElse(""))
                .param("limit", limit)
                .query(CouponStore::coupon)
                .list();
    }

    void expired(Collection<String> couponIds, Instant at) {
        jdbc.sql("update coupons.coupon set state = 'expired', over_at = :at where id = any(:ids) and state = 'open'")
                .param("ids", couponIds.toArray(String[]::new))
                .param("at", DatabaseTime.utc(at))
                .update();
    }

    /** Of whose end their customers should hear now and have not; locked, so that one node tells of each. */
    List<Coupon> lockDue(Instant now, Duration before, int limit) {
        return jdbc.sql(COUPON + """
                        where c.state = 'open' and not c.reminded and c.until > :now
                          and c.until <= :soon and :now >= greatest(c.until - :before::interval, c.got_at + (c.until - c.got_at) / 2)
                        order by c.until
                        limit :limit
                        for update skip locked
                        """)
                .param("now", DatabaseTime.utc(now))
                .param("soon", DatabaseTime.utc(now.plus(before)))
                .param("before", before.toString())
                .param("limit", limit)
                .query(CouponStore::coupon)
                .list();
    }

    void reminded(Collection<String> couponIds) {
        jdbc.sql("update coupons.coupon set reminded = true where id = any(:ids)")
                .param("ids", couponIds.toArray(String[]::new))
                .update();
    }

    private static Coupon coupon(ResultSet row, int n) throws SQLException {
        return new Coupon(
                row.getString("id"),
                row.getString("offer_id"),
                row.getString("campaign_id"),
                row.getString("owner"),
                Coupon.How.valueOf(row.getString("how").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("code")),
                Optional.ofNullable(row.getString("received_from")),
                DatabaseTime.instant(row, "got_at"),
                DatabaseTime.instant(row, "until"),
                Coupon.State.of(row.getString("state")),
                Optional.ofNullable(row.getString("payment_id")));
    }
}
