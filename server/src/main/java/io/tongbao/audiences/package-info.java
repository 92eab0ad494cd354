/** Sets of customers that offers may be for: lists that were uploaded. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "payments"})
package io.tongbao.audiences;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
