/** The way in and out: banks, as the wallets see them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "events"})
package io.tongbao.connectors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
