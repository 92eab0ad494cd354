/** Who takes payments: sign-up and approval of merchants, their cashiers, and the codes that customers scan. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "events", "identity"})
package io.tongbao.merchants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
