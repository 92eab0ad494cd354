package io.tongbao.wallets;

import java.time.Instant;

/**
 * Event {@code top_up.settled}, in the person's stream: money came in from a bank.
 *
 * @param topUpId a top-up from a card ({@code top_…}) or a bank transfer ({@code btr_…})
 * @param sourceId the card, or the code of the transfer
 */
public record TopUpSettled(String topUpId, String personId, String sourceId, String currency, long amount, Instant at) {
    public static final String TYPE = "top_up.settled";
}
