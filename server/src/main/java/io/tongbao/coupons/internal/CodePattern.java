package io.tongbao.coupons.internal;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * How the codes of a batch look: letters and figures that stand in every one, {@code #} for one by chance, hyphens for the eye. The last character
 * is a check character over all before it.
 *
 * <p>Chance takes from 31 characters that nobody mistakes for one another: no 0 and O, no 1, I and L. 31 is prime, so the check character (characters
 * weighted by their place, modulo 31) finds every single wrong character and every two neighbours changed, as ISO 7064's pure systems do. What stands in
 * every code may be any letter or figure and counts by its place among all of them.
 */
final class CodePattern {
    static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    static final int MAX_LENGTH = 40;

    /** A guess must find a code of the batch less often than once in so many. */
    static final long SPARSE = 10_000;

    private static final String EVERY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final Pattern FORM = Pattern.compile("[A-Z0-9#-]{4," + MAX_LENGTH + "}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}_.]+");

    private final String form;

    private CodePattern(String form) {
        this.form = form;
    }

    /** Empty if it is none: other characters, or nothing by chance. */
    static Optional<CodePattern> parse(String text) {
        String form = text.strip().toUpperCase(Locale.ROOT);
        return FORM.matcher(form).matches() && form.endsWith("#")
                ? Optional.of(new CodePattern(form))
                : Optional.empty();
    }

    /** As codes are kept and compared: full width made narrow, upper case, nothing between. */
    static String normalise(String typed) {
        String narrow = Normalizer.normalize(typed, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        return BETWEEN.matcher(narrow).replaceAll("");
    }

    /** How many codes it has; at most {@link Long#MAX_VALUE}. */
    long size() {
        long size = 1;
        for (int i = chances() - 1; i > 0; i--) {
            if (size > Long.MAX_VALUE / ALPHABET.length()) {
                return Long.MAX_VALUE;
            }
            size *= ALPHABET.length();
        }
        return size;
    }

    private int chances() {
        return (int) form.chars().filter(c -> c == '#').count();
    }

    /** Whether so many of them leave a guess no hope. */
    boolean hides(long codes) {
        return codes <= size() / SPARSE;
    }

    /** A code of the batch, normalised. */
    String code(RandomGenerator random) {
        StringBuilder code = new StringBuilder(form.length());
        for (int i = 0; i < form.length() - 1; i++) {
            char c = form.charAt(i);
            if (c == '#') {
                code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            } else if (c != '-') {
                code.append(c);
            }
        }
        return code.append(check(code)).toString();
    }

    /** Whether the check character fits, as it does in every code by chance; one typed wrong is told from one that never was. */
    static boolean fits(String code) {
        int last = code.length() - 1;
        return last > 0
                && code.chars().allMatch(c -> EVERY.indexOf(c) >= 0)
                && check(code.subSequence(0, last)) == code.charAt(last);
    }

    /** The code with the pattern's hyphens, as it is printed. */
    String printed(String code) {
        StringBuilder printed = new StringBuilder(form.length());
        int next = 0;
        for (int i = 0; i < form.length(); i++) {
            printed.append(form.charAt(i) == '-' ? '-' : code.charAt(next++));
        }
        return printed.toString();
    }

    private static char check(CharSequence before) {
        int sum = 0;
        for (int i = 0; i < before.length(); i++) {
            // weights from 2 to 30: none is 0 modulo 31, neighbours differ, and the check character's own is 1
            sum += (2 + i % 29) * value(before.charAt(i));
        }
        return ALPHABET.charAt(Math.floorMod(-sum, ALPHABET.length()));
    }

    private static int value(char c) {
        int place = ALPHABET.indexOf(c);
        return place >= 0 ? place : EVERY.indexOf(c);
    }

    @Override
    public String toString() {
        return form;
    }
}
