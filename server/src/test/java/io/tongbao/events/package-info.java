@NullMarked
package io.tongbao.events;

import org.jspecify.annotations.NullMarked;
