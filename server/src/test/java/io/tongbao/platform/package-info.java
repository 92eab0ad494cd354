@NullMarked
package io.tongbao.platform;

import org.jspecify.annotations.NullMarked;
