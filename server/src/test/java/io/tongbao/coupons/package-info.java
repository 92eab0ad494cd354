@NullMarked
package io.tongbao.coupons;

import org.jspecify.annotations.NullMarked;
