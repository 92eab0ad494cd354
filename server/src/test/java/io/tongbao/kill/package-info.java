/** The whole server in a process of its own, to be killed, and clients that remember what they asked and were told. */
@NullMarked
package io.tongbao.kill;

import org.jspecify.annotations.NullMarked;
