/** Two ledgers in processes of their own on one PostgreSQL, everything that can break between them, and a client that remembers. */
@NullMarked
package io.tongbao.ledger.faults;

import org.jspecify.annotations.NullMarked;
