@NullMarked
package io.tongbao.books.internal;

import org.jspecify.annotations.NullMarked;
