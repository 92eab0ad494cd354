/**
 * The JSON form of the model, and priced cases in it: {@link io.tongbao.promotions.json.OfferJson} for offers and their parts,
 * {@link io.tongbao.promotions.json.PriceCases} for a whole price.
 */
@NullMarked
package io.tongbao.promotions.json;

import org.jspecify.annotations.NullMarked;
