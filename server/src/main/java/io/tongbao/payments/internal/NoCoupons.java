package io.tongbao.payments.internal;

import io.tongbao.payments.HeldCoupons;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** Payments without a module of coupons: nobody has any. */
@Component
@Fallback
class NoCoupons implements HeldCoupons {
    @Override
    public Map<String, List<Held>> usable(Collection<String> customerIds, Instant when) {
        return Map.of();
    }
}
