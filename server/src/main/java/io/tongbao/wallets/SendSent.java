package io.tongbao.wallets;

import java.time.Instant;

/** Event {@code send.sent}, in the sender's stream: one person gave another money. */
public record SendSent(String sendId, String senderId, String recipientId, String currency, long amount, Instant at) {
    public static final String TYPE = "send.sent";
}
