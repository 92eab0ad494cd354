@NullMarked
package io.tongbao.platform.internal.database;

import org.jspecify.annotations.NullMarked;
