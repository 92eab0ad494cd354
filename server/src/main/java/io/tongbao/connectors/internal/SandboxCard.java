package io.tongbao.connectors.internal;

import java.util.Arrays;

/**
 * How the sandbox bank treats a card, by the last four digits of its number. Any other number with a right check digit
 * behaves well.
 */
enum SandboxCard {
    /** Does as it is told, in a moment, and calls back once. */
    GOOD(""),
    /** Declines every instruction at once: insufficient funds. */
    DECLINES("0002"),
    /** Takes the instruction on, carries it out some seconds later and calls back then. */
    LATE("0010"),
    /** Carries it out and does not answer; calls back after some seconds. */
    SILENT_WHEN_DONE("0028"),
    /** Does not hear the instruction the first time and does not answer; hears it when it is given again. */
    DEAF_AT_FIRST("0036"),
    /** Calls back before it has answered, twice, and once more after. */
    CALLS_TWICE("0044"),
    /** Takes the instruction on and declines it some seconds later. */
    DECLINES_LATE("0051"),
    /** Carries it out, does not answer and never calls back: only an inquiry or the daily file tells. */
    NEVER_CALLS("0069"),
    /** Can be charged, but declines every pay-out: nothing comes back to it. */
    TAKES_NOTHING_BACK("0085"),
    /** Can't be linked: blocked. */
    BLOCKED("0077");

    private final String last4;

    SandboxCard(String last4) {
        this.last4 = last4;
    }

    static SandboxCard ofLast4(String last4) {
        return Arrays.stream(values())
                .filter(card -> card.last4.equals(last4))
                .findFirst()
                .orElse(GOOD);
    }
}
