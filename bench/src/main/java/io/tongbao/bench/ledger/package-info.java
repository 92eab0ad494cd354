/** {@code bench ledger}: the books alone, one hot account and many accounts, beside one transaction for each entry. */
@NullMarked
package io.tongbao.bench.ledger;

import org.jspecify.annotations.NullMarked;
