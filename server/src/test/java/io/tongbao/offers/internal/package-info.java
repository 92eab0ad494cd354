@NullMarked
package io.tongbao.offers.internal;

import org.jspecify.annotations.NullMarked;
