@NullMarked
package io.tongbao.grants.internal;

import org.jspecify.annotations.NullMarked;
