/**
 * Coupons that customers have: claimed, got by a code, granted or given by a friend. How many there are, who has one and what became of it are
 * balances in the books; here stand when one ends and how it was got.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "events",
            "identity",
            "merchants",
            "payments",
            "offers",
            "campaigns",
            "messaging",
            "grants"
        })
package io.tongbao.coupons;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
