/**
 * The books. Everything of value is a balance; everything that happens to value is an entry of several legs that post
 * together or not at all. The module knows no wallet, no coupon, no Spring: it needs a JDBC data source on PostgreSQL.
 */
@NullMarked
package io.tongbao.ledger;

import org.jspecify.annotations.NullMarked;
