@NullMarked
package io.tongbao.audiences.internal;

import org.jspecify.annotations.NullMarked;
