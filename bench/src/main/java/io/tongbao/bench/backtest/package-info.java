/** How fast drafts are run over payments that were made. */
@NullMarked
package io.tongbao.bench.backtest;

import org.jspecify.annotations.NullMarked;
