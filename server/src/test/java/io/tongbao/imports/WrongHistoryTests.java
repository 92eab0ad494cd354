package io.tongbao.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.ServerTest;
import io.tongbao.merchants.Merchants;
import io.tongbao.platform.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A file that is not what is expected is refused whole, with the line and what would be right; nothing of it is kept. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class WrongHistoryTests {
    private static final String HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n";
    private static final String GOOD = "1,A,tea,1,2011-07-01 10:00:00,1.00,17850\n";

    private final Command replay;
    private final Merchants merchants;

    @TempDir
    private Path folder;

    WrongHistoryTests(List<Command> commands, Merchants merchants) {
        this.replay = commands.stream()
                .filter(command -> command.name().equals("replay"))
                .findFirst()
                .orElseThrow();
        this.merchants = merchants;
    }

    static Stream<Arguments> wrongFiles() throws IOException {
        byte[] gzip = gzip(HEADER + GOOD.repeat(2_000));
        byte[] damaged = gzip.clone();
        Arrays.fill(damaged, 20, 40, (byte) 0xff);
        return Stream.of(
                wrong(
                        "a field too few",
                        HEADER + GOOD + "2,A,tea,1,2011-07-01 10:00:00\n" + GOOD,
                        "Line 3 has 5 fields"),
                wrong("a field too many", HEADER + "2,A,tea,cup,1,2011-07-01 10:00:00,1.00,1\n", "Line 2 has 8 fields"),
                wrong("cut in a quotation", HEADER + GOOD + "2,A,\"tea and", "Line 3 opens a quotation mark"),
                wrong("cut in a line", HEADER + GOOD + "2,A,tea,1,2011-0", "Line 3 has 5 fields instead of 7"),
                wrong("a fraction of a thing", HEADER + GOOD.replace("tea,1,", "tea,1.5,"), "Line 2 has a Quantity"),
                wrong(
                        "a price in words",
                        HEADER + GOOD.replace("1.00", "cheap"),
                        "UnitPrice that is no number: 'cheap'"),
                wrong("a day that isn't", HEADER + GOOD.replace("07-01", "02-30"), "'2011-02-30 10:00:00'"),
                wrong("no number", HEADER + GOOD.replace("1,A,", ",A,"), "Line 2 has no InvoiceNo"),
                wrong("U+0000", HEADER + GOOD.replace("tea", "t\0ea"), "Description with the control character U+0000"),
                wrong("endless text", HEADER + GOOD.replace("tea", "tea".repeat(99)), "of more than 200 characters"),
                wrong(
                        "a fortune",
                        HEADER + GOOD.replace(",1,", ",2000000000,").replace("1.00", "900000000"),
                        "more than can be booked"),
                wrong("a column missing", HEADER.replace("UnitPrice", "Price") + GOOD, "Missing: UnitPrice"),
                wrong("a column twice", HEADER.replace("StockCode", "InvoiceNo") + GOOD, "'InvoiceNo' twice"),
                wrong("empty", "", "The file is empty"),
                wrong("two customers", HEADER + GOOD + GOOD.replace("17850", "178"), "Invoice 1 names two customers"),
                wrong(
                        "another encoding",
                        (HEADER + GOOD + GOOD.replace("tea", "thé") + GOOD).getBytes(Charset.forName("windows-1252")),
                        "Line 3 is not UTF-8"),
                wrong("UTF-16", (HEADER + GOOD).getBytes(StandardCharsets.UTF_16), "Line 1 is not UTF-8"),
                wrong("a cut gzip", Arrays.copyOf(gzip, gzip.length / 2), "where the file breaks off"),
                wrong("a damaged gzip", damaged, "is where the gzip stream is damaged"));
    }

    private static Arguments wrong(String name, String content, String finding) {
        return wrong(name, content.getBytes(StandardCharsets.UTF_8), finding);
    }

    private static Arguments wrong(String name, byte[] content, String finding) {
        return Arguments.argumentSet(name, content, finding);
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void isRefusedWithTheLine(byte[] content, String finding, CapturedOutput output) throws IOException {
        String shop = "Shop " + UUID.randomUUID();
        Path file = Files.write(folder.resolve("history.csv"), content);

        assertThat(replay.run(List.of(file.toString(), "--merchant", shop))).isEqualTo(1);

        assertThat(output.getErr())
                .contains(finding)
                .contains("nothing was posted")
                .doesNotContain("\tat ");
    }

    @Test
    void nothingIsKeptOfAFileThatBreaksOffAndTheWholeOneComesInAfterIt(CapturedOutput output) throws IOException {
        String shop = "Shop " + UUID.randomUUID();
        String whole = HEADER + GOOD + GOOD.replace("1,A", "2,A");
        Path file = folder.resolve("history.csv");

        Files.writeString(file, whole.substring(0, whole.length() - 20));
        assertThat(replay.run(List.of(file.toString(), "--merchant", shop))).isEqualTo(1);
        assertThat(merchants.findByName(shop)).isEmpty();

        Files.writeString(file, "\uFEFF" + whole.replace("\n", "\r\n") + "\r\n");
        assertThat(replay.run(List.of(file.toString(), "--merchant", shop))).isEqualTo(0);
        assertThat(merchants.findByName(shop)).isPresent();
        assertThat(output.getOut()).contains("The books agree with the file.");
    }

    @Test
    void offersThatAreNotRightAreNamedAndNoneIsOpened(CapturedOutput output) throws IOException {
        String shop = "Shop " + UUID.randomUUID();
        Path file = Files.writeString(folder.resolve("history.csv"), HEADER + GOOD);
        Path offers = Files.writeString(folder.resolve("offers.json"), "[{\"name\": \"Half an offer\"}, null");

        assertThat(replay.run(List.of(file.toString(), "--merchant", shop, "--offers", offers.toString())))
                .isEqualTo(1);
        assertThat(output.getErr()).contains("is not a JSON list of the bodies that POST /offers takes");

        Files.writeString(offers, "[{\"name\": \"Half an offer\"}]");
        assertThat(replay.run(List.of(file.toString(), "--merchant", shop, "--offers", offers.toString())))
                .isEqualTo(1);
        assertThat(output.getErr()).contains("Offer 1: currency is missing").contains("Offer 1: sponsors must");
        assertThat(merchants.findByName(shop)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrongArguments")
    void isToldWhatTheCommandTakes(List<String> arguments, String said, CapturedOutput output) throws IOException {
        Path file = Files.writeString(folder.resolve("history.csv"), HEADER + GOOD);

        int exit = replay.run(arguments.stream()
                .map(argument -> argument.equals("FILE") ? file.toString() : argument)
                .toList());

        assertThat(exit).isEqualTo(2);
        assertThat(output.getErr()).contains(said);
    }

    static Stream<Arguments> wrongArguments() {
        return Stream.of(
                Arguments.of(List.of(), "replay needs a FILE"),
                Arguments.of(List.of("/no/such/file.csv"), "there is no file to read at /no/such/file.csv"),
                Arguments.of(List.of("FILE", "--colour", "red"), "replay does not know --colour"),
                Arguments.of(List.of("FILE", "--currency", "POUND"), "POUND is not a currency"),
                Arguments.of(List.of("FILE", "--zone", "Atlantis"), "Atlantis is not a time zone"),
                Arguments.of(List.of("FILE", "--merchant"), "--merchant needs a value"),
                Arguments.of(List.of("FILE", "--merchant", "mer_nobody"), "there is no merchant mer_nobody"));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
