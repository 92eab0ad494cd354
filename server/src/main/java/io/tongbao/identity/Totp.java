package io.tongbao.identity;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords of RFC 6238 as authenticator apps make them: SHA-1, 30 seconds, six digits. */
public final class Totp {
    public static final Duration STEP = Duration.ofSeconds(30);
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_BYTES = 20;

    private Totp() {}

    /** A fresh secret in Base32, as authenticator apps take it. */
    public static String newSecret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte next : bytes) {
            bits = (bits << 8) | (next & 0xff);
            held += 8;
            while (held >= 5) {
                text.append(BASE32.charAt((bits >> (held - 5)) & 31));
                held -= 5;
            }
        }
        return text.toString();
    }

    public static String codeAt(String base32Secret, Instant at) {
        return code(decode(base32Secret), stepAt(at), 6);
    }

    /** The step whose code this is, if it is the present one or a neighbour; the caller lets each step pass only once. */
    public static Optional<Long> matchingStep(String base32Secret, String code, Instant at) {
        byte[] secret = decode(base32Secret);
        long now = stepAt(at);
        for (long step = now - 1; step <= now + 1; step++) {
            if (constantTimeEquals(code(secret, step, 6), code)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    static String code(byte[] secret, long step, int digits) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int binary = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7fffffff;
            int modulus = 1;
            for (int i = 0; i < digits; i++) {
                modulus *= 10;
            }
            return String.format(Locale.ROOT, "%0" + digits + "d", binary % modulus);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-1", e);
        }
    }

    static long stepAt(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    static byte[] decode(String base32) {
        ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        int bits = 0;
        int held = 0;
        for (char letter : base32.toCharArray()) {
            int value = BASE32.indexOf(letter);
            if (value < 0) {
                throw new IllegalArgumentException("Not Base32");
            }
            bits = (bits << 5) | value;
            held += 5;
            if (held >= 8) {
                bytes.put((byte) (bits >> (held - 8)));
                held -= 8;
            }
        }
        return bytes.array();
    }

    private static boolean constantTimeEquals(String expected, String given) {
        return java.security.MessageDigest.isEqual(
                expected.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                given.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
