/** Pricing of offers: pure functions from a basket, a customer's standing and the live offers to a price. */
@NullMarked
package io.tongbao.promotions;

import org.jspecify.annotations.NullMarked;
