@NullMarked
package io.tongbao.bench.backtest;

import org.jspecify.annotations.NullMarked;
