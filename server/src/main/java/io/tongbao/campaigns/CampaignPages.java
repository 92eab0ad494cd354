package io.tongbao.campaigns;

import java.util.Collection;
import java.util.Set;

/** Which campaigns have a page on which customers read their rules. */
public interface CampaignPages {

    /** Of these those that have opened with a placement and are not archived. */
    Set<String> withPage(Collection<String> campaignIds);
}
