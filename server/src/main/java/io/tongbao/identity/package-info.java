/** Who is asking, and by what right: people and staff, codes, sessions, PINs. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package io.tongbao.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
