@NullMarked
package io.tongbao.demo.internal;

import org.jspecify.annotations.NullMarked;
