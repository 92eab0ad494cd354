@NullMarked
package io.tongbao.merchants.internal;

import org.jspecify.annotations.NullMarked;
