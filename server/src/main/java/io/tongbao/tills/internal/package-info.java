@NullMarked
package io.tongbao.tills.internal;

import org.jspecify.annotations.NullMarked;
