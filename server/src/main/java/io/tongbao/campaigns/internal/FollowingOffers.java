package io.tongbao.campaigns.internal;

import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import io.tongbao.offers.OfferChanged;
import io.tongbao.offers.Offers;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Notes how the offers of campaigns stand, by which lists are filtered. The offer is asked, so hearing an event twice does no harm. */
@Component
class FollowingOffers implements Subscriber {
    private final Offers offers;
    private final CampaignStore store;

    FollowingOffers(Offers offers, CampaignStore store) {
        this.offers = offers;
        this.store = store;
    }

    @Override
    public String name() {
        return "campaign-offers";
    }

    @Override
    public Set<String> types() {
        return Set.of(OfferChanged.TYPE);
    }

    @Override
    public void on(RecordedEvent event) {
        String id = event.text("campaignId");
        Optional.ofNullable(offers.campaigns(Set.of(id)).get(id))
                .ifPresent(standing -> store.follow(
                        id,
                        standing.state().equals("scheduled") ? "live" : standing.state(),
                        standing.startsAt(),
                        event.recordedAt()));
    }
}
