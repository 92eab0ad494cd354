package io.tongbao.ledger;

/**
 * What passed between an account and another.
 *
 * @param code the other's
 * @param gave what the account has given the other in all
 * @param got what it has got from it in all
 * @param otherPosted how the other stands
 */
public record Exchange(String code, long gave, long got, long otherPosted) {}
