@NullMarked
package io.tongbao.offers;

import org.jspecify.annotations.NullMarked;
