@NullMarked
package io.tongbao.connectors.internal;

import org.jspecify.annotations.NullMarked;
