@NullMarked
package io.tongbao.imports;

import org.jspecify.annotations.NullMarked;
