@NullMarked
package io.tongbao.benefits;

import org.jspecify.annotations.NullMarked;
