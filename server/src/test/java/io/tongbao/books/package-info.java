@NullMarked
package io.tongbao.books;

import org.jspecify.annotations.NullMarked;
