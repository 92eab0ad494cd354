package io.tongbao.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Something that may happen once. The key is the SHA-256 of what names it (principal, operation, Idempotency-Key; a
 * quote's id; a pay code's id), the content the SHA-256 of what was asked.
 *
 * @param keepsRefusal whether a refusal is remembered under this key too, and answered again
 */
public record OnceKey(Digest key, Digest content, boolean keepsRefusal) {

    public OnceKey {
        Objects.requireNonNull(key, "key is null");
        Objects.requireNonNull(content, "content is null");
    }

    /** The names are joined with a separator that can't occur in them, so that ("a","bc") is not ("ab","c"). */
    public static OnceKey of(boolean keepsRefusal, String content, String... names) {
        return new OnceKey(Digest.of(names), Digest.of(content), keepsRefusal);
    }

    /** Thirty-two bytes, compared by value. */
    public static final class Digest {
        private final byte[] bytes;

        public Digest(byte[] bytes) {
            if (bytes.length != 32) {
                throw new IllegalArgumentException("A digest has 32 bytes");
            }
            this.bytes = bytes.clone();
        }

        public static Digest of(String... parts) {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                for (String part : parts) {
                    byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                    sha.update(Integer.toString(utf8.length).getBytes(StandardCharsets.US_ASCII));
                    sha.update((byte) ':');
                    sha.update(utf8);
                }
                return new Digest(sha.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every JDK has SHA-256", e);
            }
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return HexFormat.of().formatHex(bytes);
        }
    }
}
