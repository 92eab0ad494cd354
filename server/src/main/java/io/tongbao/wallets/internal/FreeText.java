package io.tongbao.wallets.internal;

import io.tongbao.platform.ProblemException;
import java.util.Optional;

/** What people write themselves: any script and emoji, but nothing that a database or a screen can't hold. */
final class FreeText {
    private FreeText() {}

    /** The text without blanks around it; empty if nothing is left. */
    static Optional<String> check(String field, String text, int maxCharacters) {
        if (text.codePointCount(0, text.length()) > maxCharacters) {
            throw ProblemException.ofField(field, "too-long", "must have at most " + maxCharacters + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lone = Character.isSurrogate(c) && !isPairAt(text, i);
            if (lone || (Character.isISOControl(c) && c != '\n')) {
                throw ProblemException.ofField(
                        field, "unreadable-character", "must not hold control characters such as U+0000");
            }
        }
        String stripped = text.strip();
        return stripped.isEmpty() ? Optional.empty() : Optional.of(stripped);
    }

    private static boolean isPairAt(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
