package io.tongbao.identity;

import java.time.Duration;

/** The way a sign-in code reaches its owner; implemented above, by messaging. */
public interface CodeChannel {

    /** Whether codes can go out at all; if not, sign-up says so instead of waiting for a code that never comes. */
    boolean configured();

    /**
     * Hands the code over to be delivered.
     *
     * @throws CodeNotSent if the provider did not take it
     */
    void sendCode(PhoneNumber to, String code, Duration life);

    /** The provider did not take the code; its owner may ask for another one. */
    final class CodeNotSent extends RuntimeException {
        public CodeNotSent(String message) {
            super(message);
        }

        public CodeNotSent(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
