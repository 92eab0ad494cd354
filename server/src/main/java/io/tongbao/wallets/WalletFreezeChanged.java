package io.tongbao.wallets;

import java.time.Instant;

/**
 * Event {@code wallet.freeze_changed}, in the customer's stream: an operator froze a wallet, lifted the freeze, or closed
 * the wallet.
 *
 * @param freeze what stands still since: none, in, out, both, or closed
 */
public record WalletFreezeChanged(String customerId, String freeze, String changedBy, Instant at) {
    public static final String TYPE = "wallet.freeze_changed";
}
