@NullMarked
package io.tongbao.audiences;

import org.jspecify.annotations.NullMarked;
