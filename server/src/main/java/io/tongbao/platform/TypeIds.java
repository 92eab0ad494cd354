package io.tongbao.platform;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Ids that say what they name: a prefix and a UUIDv7 in Crockford's base 32, as in {@code pay_01jd2k…}. They sort by
 * time of making (to the millisecond) as long as columns hold them with collation "C".
 */
public final class TypeIds {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final Pattern SUFFIX = Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private TypeIds() {}

    /** A new id with the given prefix. */
    public static String next(String prefix) {
        return prefix + "_" + encode(System.currentTimeMillis(), RANDOM.nextLong(), RANDOM.nextLong());
    }

    /** Whether the text is an id with that prefix. */
    public static boolean matches(String prefix, String id) {
        return id.length() == prefix.length() + 27
                && id.startsWith(prefix)
                && id.charAt(prefix.length()) == '_'
                && SUFFIX.matcher(id.substring(prefix.length() + 1)).matches();
    }

    static String encode(long epochMillis, long randomHigh, long randomLow) {
        long high = epochMillis << 16 | 0x7000L | randomHigh & 0xfffL;
        long low = randomLow & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        char[] text = new char[26];
        for (int i = 25; i >= 0; i--) {
            text[i] = ALPHABET[(int) (low & 31)];
            low = low >>> 5 | (high & 31) << 59;
            high >>>= 5;
        }
        return new String(text);
    }
}
