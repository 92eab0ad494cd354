/** Looking at the books: chart, trial balance, accounts with statement and holds, entries with what came of them; and closing them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "events"})
package io.tongbao.books;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
