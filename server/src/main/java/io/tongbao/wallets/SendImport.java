package io.tongbao.wallets;

import io.tongbao.platform.Money;
import java.time.Instant;

/**
 * Brings in sends that happened elsewhere and before: the same rows and event as of any send, dated back, each funded by an import of the
 * exact amount in the same entry. Whoever calls this has the import right. Bringing in the same again changes nothing.
 */
public interface SendImport {

    /**
     * Answers the send's id, of now or of when it was brought in before.
     *
     * @throws DoesNotFit if the number was used for another send, or a wallet is frozen or closed
     */
    String send(Given given);

    /** @param number of the source, once in it ({@code street/G001-002}) */
    record Given(String number, String senderId, String recipientId, Money amount, String note, Instant at) {}

    /** What was brought in does not fit what is there. */
    final class DoesNotFit extends RuntimeException {
        public DoesNotFit(String message) {
            super(message);
        }
    }
}
