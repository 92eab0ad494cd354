/** Tests of the whole server, and what tests of every module stand on. */
@NullMarked
package io.tongbao;

import org.jspecify.annotations.NullMarked;
