@NullMarked
package io.tongbao.identity;

import org.jspecify.annotations.NullMarked;
