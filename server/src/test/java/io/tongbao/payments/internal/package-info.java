@NullMarked
package io.tongbao.payments.internal;

import org.jspecify.annotations.NullMarked;
