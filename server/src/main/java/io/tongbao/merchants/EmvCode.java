package io.tongbao.merchants;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The tag-length-value text of an EMVCo merchant-presented QR code. Tags have two digits, lengths two digits that count
 * characters; the last field, {@code 63}, is the CRC-16/CCITT-FALSE over the UTF-8 bytes of all before it, its own tag and
 * length included.
 *
 * @param fields values by tag, in the order of the text, without the CRC
 */
record EmvCode(Map<String, String> fields) {
    private static final String CRC_TAG = "63";
    private static final int MAX_CHARACTERS = 512;
    private static final int MAX_VALUE_CHARACTERS = 99;

    EmvCode {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    Optional<String> field(String tag) {
        return Optional.ofNullable(fields.get(tag));
    }

    /** The whole code with its CRC. */
    static Optional<EmvCode> parse(String text) {
        if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            return Optional.empty();
        }
        Optional<Map<String, String>> fields = fieldsOf(text);
        if (fields.isEmpty() || text.length() < 8) {
            return Optional.empty();
        }
        String crc = fields.get().get(CRC_TAG);
        String before = text.substring(0, text.length() - 4);
        boolean last = text.startsWith(CRC_TAG + "04", text.length() - 8);
        if (crc == null || !last || !crc.equalsIgnoreCase(crcOf(before))) {
            return Optional.empty();
        }
        Map<String, String> content = new LinkedHashMap<>(fields.get());
        content.remove(CRC_TAG);
        return Optional.of(new EmvCode(content));
    }

    /** A template: fields within a field, without a CRC. */
    static Optional<Map<String, String>> fieldsOf(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            OptionalInt tag = twoDigits(text, at);
            OptionalInt length = twoDigits(text, at + 2);
            if (tag.isEmpty() || length.isEmpty()) {
                return Optional.empty();
            }
            int from = at + 4;
            if (text.codePointCount(from, text.length()) < length.getAsInt()) {
                return Optional.empty();
            }
            int to = text.offsetByCodePoints(from, length.getAsInt());
            if (fields.putIfAbsent(text.substring(at, at + 2), text.substring(from, to)) != null) {
                return Optional.empty();
            }
            at = to;
        }
        return Optional.of(fields);
    }

    String encode() {
        String before = template(fields) + CRC_TAG + "04";
        return before + crcOf(before);
    }

    static String template(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((tag, value) -> {
            int length = value.codePointCount(0, value.length());
            if (length < 1 || length > MAX_VALUE_CHARACTERS) {
                throw new IllegalArgumentException("Field " + tag + " has " + length + " characters");
            }
            text.append(tag)
                    .append((char) ('0' + length / 10))
                    .append((char) ('0' + length % 10))
                    .append(value);
        });
        return text.toString();
    }

    static String crcOf(String text) {
        int crc = 0xFFFF;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (b & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            crc &= 0xFFFF;
        }
        return "%04X".formatted(crc);
    }

    private static OptionalInt twoDigits(String text, int at) {
        if (at + 2 > text.length()) {
            return OptionalInt.empty();
        }
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        boolean digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
        return digits ? OptionalInt.of(tens * 10 + ones) : OptionalInt.empty();
    }
}
