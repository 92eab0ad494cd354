/**
 * Looking at the books: chart, trial balance, accounts with statement and holds, entries with what came of them. Closing
 * them, and posting to them by hand, for which what is not the house's own takes two.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "events", "identity"})
package io.tongbao.books;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
