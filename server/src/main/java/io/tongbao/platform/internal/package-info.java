@NullMarked
package io.tongbao.platform.internal;

import org.jspecify.annotations.NullMarked;
