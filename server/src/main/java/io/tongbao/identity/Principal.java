package io.tongbao.identity;

import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request; a controller takes it as a parameter.
 *
 * @param id the person ({@code cus_…}) or member of staff ({@code stf_…})
 * @param merchantId the merchant for whom an owner or cashier acts
 * @param brandId the brand for which a brand partner acts
 */
public record Principal(
        String id, App app, Set<Role> roles, Optional<String> merchantId, Optional<String> brandId, String sessionId) {
    public Principal {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Of the house, that is; a brand partner is not. */
    public boolean isStaff() {
        return is(Role.OPERATOR) || is(Role.ADMINISTRATOR);
    }

    /** The merchant of an owner or cashier; routes.csv lets nobody else reach a controller that asks. */
    public String merchant() {
        return merchantId.orElseThrow(() -> new IllegalStateException("The principal acts for no merchant"));
    }
}
