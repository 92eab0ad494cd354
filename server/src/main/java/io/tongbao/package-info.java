@NullMarked
package io.tongbao;

import org.jspecify.annotations.NullMarked;
