/** What an offer would have cost on payments that were made: {@link io.tongbao.promotions.backtest.BackTest}. */
@NullMarked
package io.tongbao.promotions.backtest;

import org.jspecify.annotations.NullMarked;
