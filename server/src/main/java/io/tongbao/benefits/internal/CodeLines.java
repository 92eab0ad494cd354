package io.tongbao.benefits.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads an uploaded list line by line in bounded memory, and tells at the end what it was, as a digest. */
final class CodeLines {
    /** Longer than any row that is good; of a longer one the rest is passed over. */
    private static final int READ_OF_A_LINE = 2_000;

    private final MessageDigest digest;
    private final InputStream in;
    private long number;

    CodeLines(InputStream body) {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
        this.in = new BufferedInputStream(new DigestInputStream(body, digest), 65_536);
    }

    /** @param number from 1 */
    record Line(long number, String text) {
        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /** The next lines; empty at the end. */
    List<Line> next(int atMost) throws IOException {
        List<Line> lines = new ArrayList<>();
        while (lines.size() < atMost) {
            int first = in.read();
            if (first < 0) {
                return lines;
            }
            lines.add(line(first));
        }
        return lines;
    }

    private Line line(int first) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = first; next >= 0 && next != '\n'; next = in.read()) {
            if (bytes.size() < READ_OF_A_LINE) {
                bytes.write(next);
            }
        }
        number++;
        String text = bytes.toString(StandardCharsets.UTF_8);
        return new Line(number, number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    long read() {
        return number;
    }

    /** Of all that was read; asked once, at the end. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
