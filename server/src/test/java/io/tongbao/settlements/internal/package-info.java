@NullMarked
package io.tongbao.settlements.internal;

import org.jspecify.annotations.NullMarked;
