package io.tongbao.payments.internal;

import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.wallets.CounterpartyNames;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the wallets' bills how merchants are called; here, because neither of the two knows the other. */
@Component
class MerchantsOnBills implements CounterpartyNames {
    private final Merchants merchants;

    MerchantsOnBills(Merchants merchants) {
        this.merchants = merchants;
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        return merchants.find(ids).values().stream()
                .collect(Collectors.toUnmodifiableMap(MerchantProfile::id, MerchantProfile::name));
    }
}
