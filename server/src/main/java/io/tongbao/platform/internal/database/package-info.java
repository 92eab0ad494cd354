/** PostgreSQL: brought along and started by the server, or somebody's own; migrations; the pool; the books. */
@NullMarked
package io.tongbao.platform.internal.database;

import org.jspecify.annotations.NullMarked;
