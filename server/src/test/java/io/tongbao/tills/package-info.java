@NullMarked
package io.tongbao.tills;

import org.jspecify.annotations.NullMarked;
