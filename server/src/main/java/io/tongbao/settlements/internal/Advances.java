package io.tongbao.settlements.internal;

import io.tongbao.ledger.Currency;
import io.tongbao.payments.RefundAdvances;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** As far as the merchant's fee plan says. */
@Component
class Advances implements RefundAdvances {
    private final FeePlanStore plans;
    private final Clock clock;
    private final ZoneId zone;

    Advances(FeePlanStore plans, Clock clock, @Value("${tongbao.zone}") ZoneId zone) {
        this.plans = plans;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public long limit(String merchantId, Currency currency) {
        return plans.of(merchantId, currency)
                .on(LocalDate.ofInstant(clock.instant(), zone))
                .map(FeePlan::advanceMinor)
                .orElse(0L);
    }
}
