package io.tongbao.platform.internal;

/** Text that can be kept as it came: PostgreSQL has no U+0000, and half of a surrogate pair is no character. */
final class KeptText {
    static final String CODE = "unreadable-character";
    static final String MESSAGE = "must not hold U+0000 or half of a character";

    private KeptText() {}

    static boolean canKeep(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
