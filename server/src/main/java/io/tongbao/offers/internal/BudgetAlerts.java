package io.tongbao.offers.internal;

import io.tongbao.platform.DatabaseTime;
import io.tongbao.promotions.Offer;
import io.tongbao.promotions.OfferChecks;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells once for each budget that half, four fifths and all of it is spent. */
@Component
class BudgetAlerts {
    static final List<Integer> STEPS = List.of(50, 80, 100);

    private final JdbcClient jdbc;
    private final OfferStore offers;
    private final OfferBooks books;
    private final Clock clock;

    BudgetAlerts(JdbcClient jdbc, OfferStore offers, OfferBooks books, Clock clock) {
        this.jdbc = jdbc;
        this.offers = offers;
        this.books = books;
        this.clock = clock;
    }

    record Alert(String offerId, int percent, long budgetMinor, long spentMinor, Instant at) {}

    /** Looks at the offers' budgets in the books; asked after payments that had them. */
    void look(Collection<String> offerIds) {
        Instant now = clock.instant();
        List<KeptOffer> running = offers.find(offerIds).stream()
                .filter(offer -> offer.state() != OfferState.ENDED && !offer.forHistory())
                .toList();
        if (running.isEmpty()) {
            return;
        }
        Map<String, Long> spent = books.spent(running);
        List<Alert> due = new ArrayList<>();
        for (KeptOffer offer : running) {
            due.addAll(due(offer.terms(), spent.getOrDefault(offer.id(), 0L), now));
        }
        if (!due.isEmpty()) {
            insert(due);
        }
    }

    /** A budget of which less is left than the offer would give is spent. */
    private static List<Alert> due(Offer offer, long spentMinor, Instant now) {
        long budget = offer.budget().totalMinor();
        long least = offer.budget().edge() == Offer.Edge.ALL_OR_NOTHING
                ? OfferChecks.least(offer.benefit()).orElse(1)
                : 1;
        boolean gone = budget - spentMinor < least;
        List<Alert> due = new ArrayList<>();
        for (int percent : STEPS) {
            if (gone || Math.multiplyExact(spentMinor, 100) >= Math.multiplyExact(budget, percent)) {
                due.add(new Alert(offer.id(), percent, budget, spentMinor, now));
            }
        }
        return due;
    }

    private void insert(List<Alert> alerts) {
        jdbc.sql("""
                        insert into offers.budget_alert (offer_id, percent, budget_minor, spent_minor, told_at)
                        select * from unnest(:offers::text[], :percents::integer[], :budgets::bigint[], :spent::bigint[],
                                             :times::timestamptz[])
                        on conflict (offer_id, percent, budget_minor) do nothing
                        """)
                .param("offers", alerts.stream().map(Alert::offerId).toArray(String[]::new))
                .param("percents", alerts.stream().map(Alert::percent).toArray(Integer[]::new))
                .param("budgets", alerts.stream().map(Alert::budgetMinor).toArray(Long[]::new))
                .param("spent", alerts.stream().map(Alert::spentMinor).toArray(Long[]::new))
                .param(
                        "times",
                        alerts.stream().map(each -> each.at().toString()).toArray(String[]::new))
                .update();
    }

    /** The newest first; of running offers those that stand for the budget as it is now; one more than the limit. */
    List<Alert> running(Optional<Place> before, int limit) {
        return jdbc.sql("""
                        select a.offer_id, a.percent, a.budget_minor, a.spent_minor, a.told_at
                        from offers.budget_alert a
                        join offers.offer o on o.id = a.offer_id and o.state <> 'ended'
                        join lateral (select budget_minor from offers.campaign_version
                                      where campaign_id = o.campaign_id order by version desc limit 1) v
                          on v.budget_minor = a.budget_minor
                        where not exists (select from offers.budget_alert b
                                          where b.offer_id = a.offer_id and b.budget_minor = a.budget_minor
                                            and b.percent > a.percent)
                          and (:at::timestamptz is null or (a.told_at, a.offer_id) < (:at::timestamptz, :offer))
                        order by a.told_at desc, a.offer_id desc
                        limit :limit
                        """)
                .param("at", before.map(place -> DatabaseTime.utc(place.at())).orElse(null))
                .param("offer", before.map(Place::offerId).orElse(null))
                .param("limit", limit + 1)
                .query((row, _) -> new Alert(
                        row.getString("offer_id"),
                        row.getInt("percent"),
                        row.getLong("budget_minor"),
                        row.getLong("spent_minor"),
                        DatabaseTime.instant(row, "told_at")))
                .list();
    }

    record Place(Instant at, String offerId) {}
}
