package io.tongbao.identity.internal.staff;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a password must be, as NIST SP 800-63B-4 has it: long enough, not a common one, not made of the person's own address; no rules of composition.
 */
final class PasswordRule {
    static final int MINIMUM = 12;
    static final int MAXIMUM = 128;

    /** Roots that the lists of common passwords of twelve and more characters repeat. */
    private static final List<String> COMMON = List.of(
            "password",
            "passw0rd",
            "qwerty",
            "1q2w3e4r",
            "12345678",
            "87654321",
            "iloveyou",
            "letmein",
            "welcome",
            "administrator",
            "tongbao",
            "woaini",
            "abcdefgh",
            "asdfghjk",
            "zxcvbnm",
            "changeme",
            "88888888",
            "66666666");

    private PasswordRule() {}

    /** What is wrong with it, to be read after the field's name; empty if nothing is. */
    static Optional<String> complaint(String password, String email) {
        if (password.length() < MINIMUM || password.length() > MAXIMUM) {
            return Optional.of("must have %d to %d characters".formatted(MINIMUM, MAXIMUM));
        }
        String lower = password.toLowerCase(Locale.ROOT);
        String user = email.toLowerCase(Locale.ROOT).replaceFirst("@.*", "");
        boolean own = user.length() >= 4 && lower.contains(user);
        boolean fewLetters = lower.chars().distinct().count() < 5;
        boolean common = COMMON.stream().anyMatch(root -> lower.contains(root) && lower.length() < root.length() + 8);
        return own || fewLetters || common
                ? Optional.of("must not be a common or guessable one; a few words that don't belong together are good")
                : Optional.empty();
    }
}
