package io.tongbao.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps the secrets that the database holds (TOTP seeds, card tokens) under the installation's key: AES-256-GCM, with the place where a secret belongs as
 * associated data, so that a sealed value copied to another row or column does not open. Fingerprints are HMAC-SHA-256 under a key of their own, for
 * short codes that a bare hash would not hide.
 */
public final class SecretBox {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec sealing;
    private final SecretKeySpec fingerprinting;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 random bytes */
    public SecretBox(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("The installation's key has 32 bytes");
        }
        this.sealing = new SecretKeySpec(derive(key, "seal"), "AES");
        this.fingerprinting = new SecretKeySpec(derive(key, "fingerprint"), "HmacSHA256");
    }

    /** @param place where it belongs: table, column and row */
    public byte[] seal(byte[] secret, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(secret);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-GCM", e);
        }
    }

    public byte[] seal(String secret, String place) {
        return seal(secret.getBytes(StandardCharsets.UTF_8), place);
    }

    /** @throws IllegalStateException if it was sealed with another key, for another place, or changed since */
    public byte[] open(byte[] sealed, String place) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            throw new IllegalStateException("Not a sealed secret of ours: " + place);
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, place)
                    .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A sealed secret does not open with this installation's key: " + place, e);
        }
    }

    public String openText(byte[] sealed, String place) {
        return new String(open(sealed, place), StandardCharsets.UTF_8);
    }

    /** The same for the same purpose and text, and of no use without the key. */
    public byte[] fingerprint(String purpose, String text) {
        return hmac(fingerprinting, purpose + '\0' + text);
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] derive(byte[] key, String purpose) {
        return hmac(new SecretKeySpec(key, "HmacSHA256"), "tongbao " + purpose);
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }
}
