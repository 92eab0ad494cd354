@NullMarked
package io.tongbao.merchants;

import org.jspecify.annotations.NullMarked;
