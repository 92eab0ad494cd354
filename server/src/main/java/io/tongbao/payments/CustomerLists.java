package io.tongbao.payments;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What payments must know of the lists that customers are on; answered by the module that keeps them. */
public interface CustomerLists {

    /** The ids of the lists that each customer is on; who is on none is absent. */
    Map<String, Set<String>> lists(Collection<String> customerIds);

    /** The ids of the lists that one customer is on. */
    default Set<String> listsOf(String customerId) {
        return lists(List.of(customerId)).getOrDefault(customerId, Set.of());
    }
}
