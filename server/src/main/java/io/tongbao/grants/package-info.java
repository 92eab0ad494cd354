/** Giving something to a list of people, each once whatever happens; what is given, and how, the module knows that gives it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity"})
package io.tongbao.grants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
