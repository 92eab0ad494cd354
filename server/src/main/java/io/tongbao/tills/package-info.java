/**
 * Whose hands a till's money is in: shifts, from the float that is counted in to what is left for the next, and the day that is signed off. What
 * went through a drawer is read off the payments and tenders; here stands only what people counted and signed.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "merchants", "payments"})
package io.tongbao.tills;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
