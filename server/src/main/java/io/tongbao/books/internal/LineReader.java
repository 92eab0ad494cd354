package io.tongbao.books.internal;

import io.tongbao.books.internal.PostingByHand.Line;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a body line by line in bounded memory: UTF-8, at most 64 kB a line; empty lines are counted and passed over. */
final class LineReader {
    private static final int LONGEST_LINE = 65_536;
    private static final int CHARACTERS_TOGETHER = 1_000_000;

    private final InputStream in;
    private long number;

    LineReader(InputStream body) {
        this.in = new BufferedInputStream(body, 65_536);
    }

    /** The next lines, at most so many and not much more than a megabyte; empty at the end. */
    List<Line> next(int atMost) throws IOException {
        List<Line> lines = new ArrayList<>();
        int characters = 0;
        while (lines.size() < atMost && characters < CHARACTERS_TOGETHER) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return lines;
            }
            if (!line.get().isBlank()) {
                lines.add(new Line(number, line.get().strip()));
                characters += line.get().length();
            }
        }
        return lines;
    }

    /** Reads what is left, up to so many bytes, so that a client who is still sending gets to read the answer. */
    void skip(long atMost) throws IOException {
        byte[] bytes = new byte[65_536];
        long left = atMost;
        for (int read = in.read(bytes); read >= 0 && left > 0; read = in.read(bytes)) {
            left -= read;
        }
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        number++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (bytes.size() == LONGEST_LINE) {
                throw new ProblemException(
                        ProblemType.TOO_LARGE, "Line " + number + " has more than " + LONGEST_LINE + " bytes.");
            }
            bytes.write(next);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException _) {
            throw new ProblemException(ProblemType.MALFORMED, "Line " + number + " is not UTF-8.");
        }
    }
}
