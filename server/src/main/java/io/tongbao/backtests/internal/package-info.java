@NullMarked
package io.tongbao.backtests.internal;

import org.jspecify.annotations.NullMarked;
