@NullMarked
package io.tongbao.settlements;

import org.jspecify.annotations.NullMarked;
