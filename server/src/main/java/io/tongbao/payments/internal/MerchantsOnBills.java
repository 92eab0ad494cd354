package io.tongbao.payments.internal;

import io.tongbao.merchants.MerchantProfile;
import io.tongbao.merchants.Merchants;
import io.tongbao.wallets.CounterpartyNames;
import io.tongbao.wallets.MerchantCategories;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the wallets' bills how merchants are called and what they sell; here, because neither of the two knows the other. */
@Component
class MerchantsOnBills implements CounterpartyNames, MerchantCategories {
    private final Merchants merchants;

    MerchantsOnBills(Merchants merchants) {
        this.merchants = merchants;
    }

    @Override
    public Map<String, String> names(Collection<String> ids) {
        return merchants.find(ids).values().stream()
                .collect(Collectors.toUnmodifiableMap(MerchantProfile::id, MerchantProfile::name));
    }

    @Override
    public Set<String> all() {
        return merchants.categories();
    }

    @Override
    public Map<String, String> of(Collection<String> merchantIds) {
        return merchants.find(merchantIds).values().stream()
                .collect(Collectors.toUnmodifiableMap(MerchantProfile::id, MerchantProfile::category));
    }
}
