/**
 * The ledger on PostgreSQL. {@link io.tongbao.ledger.jdbc.JdbcLedger} is the way in;
 * {@link io.tongbao.ledger.jdbc.LedgerMigration} makes the tables and {@link io.tongbao.ledger.jdbc.Verification} proves
 * them. A batch goes through {@code Writer} → {@code BatchTransaction} → {@code Fold} → {@code BatchWrites}.
 */
@NullMarked
package io.tongbao.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
