/** A ledger in a process of its own, to be killed, and a client that remembers what it was told. */
@NullMarked
package io.tongbao.ledger.kill;

import org.jspecify.annotations.NullMarked;
