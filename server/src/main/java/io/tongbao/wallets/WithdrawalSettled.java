package io.tongbao.wallets;

import java.time.Instant;

/**
 * Event {@code withdrawal.settled}, in the person's stream: money went out to a bank.
 *
 * @param withdrawalId a withdrawal to a card ({@code wdr_…}) or a bank transfer ({@code btr_…})
 * @param targetId the card, or the code of the transfer
 */
public record WithdrawalSettled(
        String withdrawalId, String personId, String targetId, String currency, long amount, Instant at) {
    public static final String TYPE = "withdrawal.settled";
}
