package io.tongbao.campaigns.internal;

import io.tongbao.campaigns.CampaignDrafts;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class ReadingDrafts implements CampaignDrafts {
    private final CampaignStore store;

    ReadingDrafts(CampaignStore store) {
        this.store = store;
    }

    @Override
    public Optional<Draft> find(String campaignId, int version) {
        return store.version(campaignId, version)
                .map(found -> new Draft(
                        campaignId, version, found.plan().name(), found.plan().offers()));
    }
}
