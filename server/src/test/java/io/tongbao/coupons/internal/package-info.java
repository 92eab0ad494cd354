@NullMarked
package io.tongbao.coupons.internal;

import org.jspecify.annotations.NullMarked;
