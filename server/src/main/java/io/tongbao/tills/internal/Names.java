package io.tongbao.tills.internal;

import io.tongbao.merchants.TillPeople;
import java.util.Map;

/** How a merchant calls its people and its stores. */
record Names(Map<String, String> people, Map<String, String> stores) {
    static Names of(TillPeople people, String merchantId) {
        return new Names(people.names(merchantId), people.storeNames(merchantId));
    }

    String person(String id) {
        return people.getOrDefault(id, id);
    }

    String store(String id) {
        return stores.getOrDefault(id, id);
    }
}
