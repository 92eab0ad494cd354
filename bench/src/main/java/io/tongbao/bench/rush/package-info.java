@NullMarked
package io.tongbao.bench.rush;

import org.jspecify.annotations.NullMarked;
