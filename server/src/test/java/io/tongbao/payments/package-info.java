@NullMarked
package io.tongbao.payments;

import org.jspecify.annotations.NullMarked;
