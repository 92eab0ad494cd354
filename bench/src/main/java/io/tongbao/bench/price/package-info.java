/** How fast a basket is priced. */
@NullMarked
package io.tongbao.bench.price;

import org.jspecify.annotations.NullMarked;
