package io.tongbao.offers.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.offers.NewOffer;
import io.tongbao.offers.Offers.Beside;
import io.tongbao.platform.DatabaseTime;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Which offers are merchants' own, and how much merchants may give. */
@Component
class OwnOfferStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    OwnOfferStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * How much a merchant may give, in minor units of the currency.
     *
     * @param offerMinor the budget of one offer
     * @param liveMinor the budgets of all that have not ended
     * @param paymentMinor what one payment may be given
     * @param liveOffers how many that have not ended
     * @param days how long one may run
     */
    record Limit(long offerMinor, long liveMinor, long paymentMinor, int liveOffers, int days, boolean coupons) {
        static final Limit NOTHING = new Limit(0, 0, 0, 0, 0, false);
    }

    /** @param merchantId empty: of all that have none of their own */
    record Rule(
            long id,
            Optional<String> merchantId,
            Currency currency,
            Limit limit,
            String reason,
            String setBy,
            Instant setAt) {}

    /** What is there that has not ended. */
    record Live(long budgetsMinor, int offers) {}

    private static final String RULE = """
            select id, merchant_id, currency, offer_minor, live_minor, payment_minor, live_offers, days, coupons, reason, set_by, set_at
              from offers.merchant_limit
            """;

    /** The merchant's own if it has any, else that of all. */
    Optional<Rule> holding(String merchantId, Currency currency) {
        return rule("""
                where currency = :currency and (merchant_id = :merchant or merchant_id is null)
                order by merchant_id nulls last, id desc
                limit 1
                """, Optional.of(merchantId), currency);
    }

    /** That of all. */
    Optional<Rule> ofAll(Currency currency) {
        return rule(
                "where currency = :currency and merchant_id is null and :merchant::text is null order by id desc limit 1",
                Optional.empty(),
                currency);
    }

    private Optional<Rule> rule(String which, Optional<String> merchantId, Currency currency) {
        return jdbc.sql(RULE + which)
                .param("merchant", merchantId.orElse(null))
                .param("currency", currency.code())
                .query((row, _) -> new Rule(
                        row.getLong("id"),
                        Optional.ofNullable(row.getString("merchant_id")),
                        Currency.of(row.getString("currency")),
                        new Limit(
                                row.getLong("offer_minor"),
                                row.getLong("live_minor"),
                                row.getLong("payment_minor"),
                                row.getInt("live_offers"),
                                row.getInt("days"),
                                row.getBoolean("coupons")),
                        row.getString("reason"),
                        row.getString("set_by"),
                        DatabaseTime.instant(row, "set_at")))
                .optional();
    }

    void set(Optional<String> merchantId, Currency currency, Limit limit, String reason, String by) {
        jdbc.sql("""
                        insert into offers.merchant_limit
                          (merchant_id, currency, offer_minor, live_minor, payment_minor, live_offers, days, coupons, reason, set_by, set_at)
                        values (:merchant, :currency, :offer, :live, :payment, :offers, :days, :coupons, :reason, :by, :at)
                        """)
                .param("merchant", merchantId.orElse(null))
                .param("currency", currency.code())
                .param("offer", limit.offerMinor())
                .param("live", limit.liveMinor())
                .param("payment", limit.paymentMinor())
                .param("offers", limit.liveOffers())
                .param("days", limit.days())
                .param("coupons", limit.coupons())
                .param("reason", reason)
                .param("by", by)
                .param("at", DatabaseTime.utc(clock.instant()))
                .update();
    }

    /** Until the transaction ends nobody else opens or changes an offer of this merchant's own. */
    void lock(String merchantId) {
        jdbc.sql("insert into offers.own_giver (merchant_id) values (:merchant) on conflict do nothing")
                .param("merchant", merchantId)
                .update();
        jdbc.sql("select merchant_id from offers.own_giver where merchant_id = :merchant for update")
                .param("merchant", merchantId)
                .query((row, _) -> row.getString("merchant_id"))
                .single();
    }

    /** @param except an offer that is not counted, since it is to change */
    Live live(String merchantId, Optional<String> except) {
        return jdbc.sql("""
                        select coalesce(sum(m.budget_minor), 0)::bigint as budgets, count(*)::integer as offers
                          from offers.own_offer w
                          join offers.offer o on o.id = w.offer_id and o.state <> 'ended'
                          join lateral (select budget_minor from offers.campaign_version
                                         where campaign_id = o.campaign_id order by version desc limit 1) m on true
                         where w.merchant_id = :merchant and w.offer_id is distinct from :except
                        """)
                .param("merchant", merchantId)
                .param("except", except.orElse(null))
                .query((row, _) -> new Live(row.getLong("budgets"), row.getInt("offers")))
                .single();
    }

    /** Says, beside its first version, that an offer is the merchant's own. */
    Beside note(String offerId, String merchantId, NewOffer asked) {
        String text = json.writeValueAsString(asked);
        return connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into offers.own_offer (offer_id, merchant_id, asked) values (?, ?, ?::jsonb)")) {
                insert.setString(1, offerId);
                insert.setString(2, merchantId);
                insert.setString(3, text);
                insert.executeUpdate();
            }
        };
    }

    /** As it was asked for, if it is this merchant's own. */
    Optional<NewOffer> asked(String offerId, String merchantId) {
        return jdbc.sql("select asked from offers.own_offer where offer_id = :offer and merchant_id = :merchant")
                .param("offer", offerId)
                .param("merchant", merchantId)
                .query((row, _) -> json.readValue(row.getString("asked"), NewOffer.class))
                .optional();
    }

    /** The newest first; one more than the limit. */
    List<String> ids(String merchantId, Optional<String> before, int limit) {
        return jdbc.sql("""
                        select offer_id from offers.own_offer
                         where merchant_id = :merchant and (:before::text is null or offer_id < :before)
                         order by offer_id desc
                         limit :limit
                        """)
                .param("merchant", merchantId)
                .param("before", before.orElse(null))
                .param("limit", limit + 1)
                .query((row, _) -> row.getString("offer_id"))
                .list();
    }

    /** Whose own these offers are, by offer; of those that are no merchant's own nothing. */
    Map<String, String> merchants(Collection<String> offerIds) {
        Map<String, String> merchants = new HashMap<>();
        jdbc.sql("select offer_id, merchant_id from offers.own_offer where offer_id = any(:offers)")
                .param("offers", offerIds.toArray(String[]::new))
                .query(row -> {
                    merchants.put(row.getString("offer_id"), row.getString("merchant_id"));
                });
        return merchants;
    }

    /** @param house whether somebody of the house did it, or the clock */
    record Change(String what, String why, boolean house, Instant at) {}

    /** Who paused it last, if it is paused: the house or the merchant; the newest change of its state first. */
    List<Change> changes(String offerId, int limit) {
        return jdbc.sql("""
                        select what, why, changed_by not like 'cus\\_%' as house, changed_at
                          from offers.change where offer_id = :offer
                         order by changed_at desc, what desc
                         limit :limit
                        """)
                .param("offer", offerId)
                .param("limit", limit)
                .query((row, _) -> new Change(
                        row.getString("what"),
                        row.getString("why"),
                        row.getBoolean("house"),
                        DatabaseTime.instant(row, "changed_at")))
                .list();
    }
}
