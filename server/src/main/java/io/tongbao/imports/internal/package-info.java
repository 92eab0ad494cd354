@NullMarked
package io.tongbao.imports.internal;

import org.jspecify.annotations.NullMarked;
