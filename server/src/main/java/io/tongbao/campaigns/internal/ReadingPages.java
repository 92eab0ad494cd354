package io.tongbao.campaigns.internal;

import io.tongbao.campaigns.CampaignPages;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class ReadingPages implements CampaignPages {
    private final CampaignStore store;

    ReadingPages(CampaignStore store) {
        this.store = store;
    }

    @Override
    public Set<String> withPage(Collection<String> campaignIds) {
        return campaignIds.isEmpty() ? Set.of() : store.withPage(campaignIds);
    }
}
