/** Technical ground for every module: money in JSON, problem details, ids, paging, the clock, the database. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.tongbao.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
