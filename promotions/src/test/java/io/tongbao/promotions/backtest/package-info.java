@NullMarked
package io.tongbao.promotions.backtest;

import org.jspecify.annotations.NullMarked;
