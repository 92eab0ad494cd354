package io.tongbao.merchants.internal;

import io.tongbao.identity.MerchantMemberships;
import io.tongbao.identity.Role;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells identity for which merchant a person acts: as its owner, or as a cashier that the owner added. */
@Component
class Memberships implements MerchantMemberships {
    private final MerchantStore store;

    Memberships(MerchantStore store) {
        this.store = store;
    }

    @Override
    public Optional<Membership> of(String personId) {
        return store.ownedBy(personId)
                .map(merchant -> membership(merchant, Role.MERCHANT_OWNER))
                .or(() -> store.cashierOf(personId)
                        .flatMap(cashier -> store.find(cashier.merchantId()))
                        .map(merchant -> membership(merchant, Role.CASHIER)));
    }

    private static Membership membership(MerchantStore.Merchant merchant, Role role) {
        return new Membership(
                merchant.profile().id(),
                merchant.profile().name(),
                merchant.profile().status().code(),
                role);
    }
}
