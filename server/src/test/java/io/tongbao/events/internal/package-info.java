@NullMarked
package io.tongbao.events.internal;

import org.jspecify.annotations.NullMarked;
