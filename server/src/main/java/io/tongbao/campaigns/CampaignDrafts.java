package io.tongbao.campaigns;

import io.tongbao.offers.NewOffer;
import java.util.List;
import java.util.Optional;

/** What versions of campaigns are to give; a version never changes. */
public interface CampaignDrafts {

    Optional<Draft> find(String campaignId, int version);

    record Draft(String campaignId, int version, String name, List<NewOffer> offers) {
        public Draft {
            offers = List.copyOf(offers);
        }
    }
}
