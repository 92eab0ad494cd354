package io.tongbao;

import io.tongbao.promotions.json.PriceCases;
import io.tongbao.promotions.json.RefusedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code price FILE}: prices the cases in a file (docs/api/price.md) and prints what comes of them; {@code -} reads standard input. It needs no
 * server and no database.
 */
final class PricingFile {
    static final String COMMAND = "price";

    private static final int AS_EXPECTED = 0;
    private static final int DIFFERENT = 1;
    private static final int REFUSED = 2;
    private static final long MAX_BYTES = 64L << 20;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    PricingFile(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** @return 0, 1 if a case came out other than it expects, 2 if the file can't be read */
    int run(String... arguments) {
        if (arguments.length != 1) {
            return refused("price needs one FILE.", "./tongbao help shows how; docs/api/price.md says what is in it.");
        }
        try {
            String text = read(arguments[0]);
            PriceCases.Outcome outcome = PriceCases.run(text);
            out.println(outcome.json());
            return outcome.asExpected() ? AS_EXPECTED : DIFFERENT;
        } catch (RefusedJson e) {
            String place = e.path().isEmpty() ? arguments[0] : arguments[0] + ": " + e.path();
            return refused(place + ": " + e.problem(), "docs/api/price.md says what is right.");
        } catch (IOException e) {
            return refused(arguments[0] + " can't be read.", String.valueOf(e.getMessage()));
        }
    }

    private String read(String file) throws IOException {
        if (file.equals("-")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path path = Path.of(file);
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("A file has at most 64 MB");
        }
        return Files.readString(path);
    }

    private int refused(String why, String remedy) {
        err.println("tongbao: " + why);
        err.println("         " + remedy);
        return REFUSED;
    }
}
