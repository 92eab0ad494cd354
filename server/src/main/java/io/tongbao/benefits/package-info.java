/**
 * Third parties' benefits: a supplier's codes, bought, uploaded and given to customers, each once. How many there are and what is owed for them are
 * balances in the books; here stand the codes, under the installation's key, and who has which.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "events", "identity", "messaging", "payments", "grants"})
package io.tongbao.benefits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
