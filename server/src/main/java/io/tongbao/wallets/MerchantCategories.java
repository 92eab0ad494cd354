package io.tongbao.wallets;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What merchants say they sell, asked set-wise of whoever knows them; implemented above. */
public interface MerchantCategories {

    /** The codes there are. */
    Set<String> all();

    /** The categories by merchant, of those that it knows. */
    Map<String, String> of(Collection<String> merchantIds);
}
