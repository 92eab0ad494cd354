@NullMarked
package io.tongbao.identity.internal;

import org.jspecify.annotations.NullMarked;
