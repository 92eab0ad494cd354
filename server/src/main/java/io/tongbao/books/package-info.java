/** Looking at the books: trial balance, accounts with statement, entries with their legs. Reads only. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform"})
package io.tongbao.books;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
