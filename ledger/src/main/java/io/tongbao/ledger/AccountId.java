package io.tongbao.ledger;

/** The ledger's own number of an account. */
public record AccountId(long value) {}
