@NullMarked
package io.tongbao.benefits.internal;

import org.jspecify.annotations.NullMarked;
