/** A shop's real history, sent through the payment path at the dates it happened. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "merchants", "payments", "offers"})
package io.tongbao.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
