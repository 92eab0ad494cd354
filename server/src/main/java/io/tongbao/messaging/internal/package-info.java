@NullMarked
package io.tongbao.messaging.internal;

import org.jspecify.annotations.NullMarked;
