/** The till: orders, quotes, payments, pay codes and refunds. What a customer was shown is what is charged. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "events", "identity", "wallets", "merchants", "connectors"})
package io.tongbao.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
