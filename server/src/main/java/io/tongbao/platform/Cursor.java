package io.tongbao.platform;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where a page ended, opaque to clients: the sort key of its last row. */
public record Cursor(List<String> parts) {
    private static final String SEPARATOR = "\u001f";

    public Cursor {
        parts = List.copyOf(parts);
    }

    public static Cursor of(Object... parts) {
        return new Cursor(java.util.Arrays.stream(parts).map(String::valueOf).toList());
    }

    /** @throws ProblemException naming {@code cursor} if the text is not one of ours with that many parts */
    public static Cursor parse(String text, int parts) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            Cursor cursor = new Cursor(List.of(plain.split(SEPARATOR, -1)));
            if (cursor.parts.size() == parts) {
                return cursor;
            }
        } catch (IllegalArgumentException _) {
            // answered below, as for a wrong number of parts
        }
        throw ProblemException.ofField("cursor", "invalid", "must be the next of an earlier page");
    }

    public String text(int part) {
        return parts.get(part);
    }

    /** A part that is an id with the prefix. */
    public String id(int part, String prefix) {
        String id = parts.get(part);
        if (!TypeIds.matches(prefix, id)) {
            throw ProblemException.ofField("cursor", "invalid", "must be the next of an earlier page");
        }
        return id;
    }

    public long number(int part) {
        try {
            return Long.parseLong(parts.get(part));
        } catch (NumberFormatException _) {
            throw ProblemException.ofField("cursor", "invalid", "must be the next of an earlier page");
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }
}
