@NullMarked
package io.tongbao.promotions.json;

import org.jspecify.annotations.NullMarked;
