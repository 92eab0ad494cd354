@NullMarked
package io.tongbao.backtests;

import org.jspecify.annotations.NullMarked;
