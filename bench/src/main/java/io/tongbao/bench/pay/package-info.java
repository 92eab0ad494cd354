/** {@code bench pay}: payments over HTTP with an offer applied, beside an endpoint that does nothing and the bare books. */
@NullMarked
package io.tongbao.bench.pay;

import org.jspecify.annotations.NullMarked;
