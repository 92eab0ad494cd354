@NullMarked
package io.tongbao.promotions;

import org.jspecify.annotations.NullMarked;
