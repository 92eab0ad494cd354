/**
 * What is owed to merchants: settled a business day at a time net of fees, and paid out to their bank account. Every amount is read off
 * the payments and the books; a settlement that does not tie to them is refused by the database.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"platform", "events", "identity", "wallets", "merchants", "connectors", "payments"})
package io.tongbao.settlements;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
