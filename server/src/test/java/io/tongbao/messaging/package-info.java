@NullMarked
package io.tongbao.messaging;

import org.jspecify.annotations.NullMarked;
