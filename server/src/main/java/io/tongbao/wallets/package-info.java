/** What people hold and how it comes and goes: balances, cards, top-ups, withdrawals, sends, bank transfers, bills. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "events", "identity", "connectors"})
package io.tongbao.wallets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
