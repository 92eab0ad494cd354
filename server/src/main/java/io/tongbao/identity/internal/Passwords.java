package io.tongbao.identity.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which passwords staff may have: long ones that nobody would try first. There are no rules on what they consist of. */
final class Passwords {
    static final int LENGTH_MIN = 12;
    static final int LENGTH_MAX = 200;
    private static final Set<String> COMMON = common();

    private Passwords() {}

    /** What is wrong with it, if anything. */
    static Optional<String> weakness(String password, String email, String name) {
        String lower = password.toLowerCase(Locale.ROOT);
        int length = password.codePointCount(0, password.length());
        if (length < LENGTH_MIN) {
            return Optional.of("must have at least " + LENGTH_MIN + " characters");
        }
        if (length > LENGTH_MAX) {
            return Optional.of("must have at most " + LENGTH_MAX + " characters");
        }
        String owner = email.substring(0, Math.max(0, email.indexOf('@'))).toLowerCase(Locale.ROOT);
        boolean ownName = owner.length() >= 4 && lower.contains(owner)
                || name.length() >= 4 && lower.contains(name.toLowerCase(Locale.ROOT));
        // A word many people use stays one with digits and signs around it.
        String word = lower.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        boolean fewCharacters = lower.codePoints().distinct().count() < 5;
        return ownName || fewCharacters || COMMON.contains(lower) || COMMON.contains(word)
                ? Optional.of("is one that many would try first")
                : Optional.empty();
    }

    private static Set<String> common() {
        try (InputStream in = Passwords.class.getResourceAsStream("common-passwords.txt")) {
            if (in == null) {
                throw new IllegalStateException("common-passwords.txt is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
