package io.tongbao.payments.internal;

import io.tongbao.payments.CustomerLists;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** Payments without a module of audiences: nobody is on any list. */
@Component
@Fallback
class NoLists implements CustomerLists {
    @Override
    public Map<String, Set<String>> lists(Collection<String> customerIds) {
        return Map.of();
    }
}
