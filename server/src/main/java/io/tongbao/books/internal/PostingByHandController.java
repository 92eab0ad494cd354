package io.tongbao.books.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tongbao.books.internal.PostingByHand.Answer;
import io.tongbao.books.internal.PostingByHand.Asker;
import io.tongbao.books.internal.PostingByHand.Line;
import io.tongbao.books.internal.PostingByHand.Outcome;
import io.tongbao.identity.Principal;
import io.tongbao.ledger.PostResult;
import io.tongbao.ledger.Together;
import io.tongbao.ledger.Together.OnRefusal;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.Problems;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Many entries in one request, a line each; the answers come back as they are on disk, a line each. */
@RestController
@RequestMapping("/books")
@Tag(name = "books")
class PostingByHandController {
    private static final Logger log = LoggerFactory.getLogger(PostingByHandController.class);

    private static final String LINES = "application/x-ndjson";
    private static final int LINES_TOGETHER = 500;
    private static final long SKIPPED_AT_MOST = 64L << 20;

    private final PostingByHand posting;
    private final JsonMapper json;

    PostingByHandController(PostingByHand posting, JsonMapper json) {
        this.posting = posting;
        this.json = json;
    }

    @Schema(name = "OnRefusal", enumAsRef = true)
    enum OnRefusalBody {
        goOn,
        stop,
        undoAll
    }

    @Schema(name = "EntryLineResult", enumAsRef = true)
    enum Result {
        posted,
        repeated,
        refused
    }

    @Schema(
            name = "EntryLineAnswer",
            description =
                    "What came of a line: posted now, posted before under the same key, or refused with its problem. The last line of the"
                            + " answer has the counts instead; an answer without it was cut, and the same request goes on where it was.")
    record LineAnswer(
            @NotNull long line,
            @NotNull Result result,
            Optional<String> entryId,
            Optional<Instant> recordedAt,

            @Schema(
                    types = {"object", "null"},
                    ref = "#/components/schemas/Problem")
            Optional<ProblemDetail> problem) {}

    @Schema(name = "EntryLinesEnd", description = "The last line of an answer.")
    record End(
            @NotNull long posted,
            @NotNull long repeated,
            @NotNull long refused,

            @Schema(description = "Whether every line was tried.") @NotNull
            boolean all,

            @Schema(
                    types = {"object", "null"},
                    ref = "#/components/schemas/Problem",
                    description = "Why the stream was given up, when no line was to blame.")
            Optional<ProblemDetail> problem) {}

    @PostMapping(path = "/entries", consumes = LINES, produces = LINES)
    @Operation(
            operationId = "postEntries",
            summary = "Posts entries, a line of JSON each, and answers each as it is on disk",
            description =
                    "On a refusal the rest goes on, or stops, or all of it is undone (then at most 1,000 lines, in one transaction). Lines"
                            + " go to the books some hundred at a time, so read the answer while you send. What touches accounts that"
                            + " are not the house's own (house/income/fees/CNY, opened by its name) is reserved by one administrator"
                            + " and settled by another. Sent again under the same Idempotency-Key, a line that was posted is answered"
                            + " as repeated.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(mediaType = LINES, schema = @Schema(implementation = EntryLine.class))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "A line for each line, and one for the end",
                            content =
                                    @Content(
                                            mediaType = LINES,
                                            schema = @Schema(oneOf = {LineAnswer.class, End.class}))))
    void post(
            @RequestParam OnRefusalBody onRefusal,
            IdempotencyKey key,
            @Parameter(hidden = true) Principal principal,
            @Parameter(hidden = true) InputStream body,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        OnRefusal mode = switch (onRefusal) {
            case goOn -> OnRefusal.GO_ON;
            case stop -> OnRefusal.STOP;
            case undoAll -> OnRefusal.UNDO_ALL;
        };
        LineReader lines = new LineReader(body);
        Answering answering = new Answering(response);
        Asker asker = new Asker(principal.id(), key);
        try {
            boolean all = mode == OnRefusal.UNDO_ALL
                    ? postInOneGo(lines, asker, answering)
                    : postAsTheyCome(lines, mode, asker, answering);
            answering.end(all, Optional.empty());
        } catch (RuntimeException failure) {
            if (!response.isCommitted()) {
                throw failure;
            }
            answering.end(false, Optional.of(said(failure)));
        }
        lines.skip(SKIPPED_AT_MOST);
    }

    private boolean postAsTheyCome(LineReader lines, OnRefusal mode, Asker asker, Answering answering)
            throws IOException {
        while (true) {
            List<Line> together = lines.next(LINES_TOGETHER);
            if (together.isEmpty()) {
                return true;
            }
            Outcome outcome = posting.post(together, mode, asker);
            answering.tell(outcome);
            if (!outcome.goOn()) {
                return false;
            }
        }
    }

    private boolean postInOneGo(LineReader lines, Asker asker, Answering answering) throws IOException {
        List<Line> all = new ArrayList<>();
        for (List<Line> some = lines.next(LINES_TOGETHER); !some.isEmpty(); some = lines.next(LINES_TOGETHER)) {
            all.addAll(some);
            if (all.size() > Together.MAX_ENTRIES) {
                throw new ProblemException(
                        ProblemType.TOO_LARGE,
                        "At most " + Together.MAX_ENTRIES + " entries are posted or undone in one go.");
            }
        }
        if (all.isEmpty()) {
            return true;
        }
        Outcome outcome = posting.post(all, OnRefusal.UNDO_ALL, asker);
        answering.tell(outcome);
        return outcome.goOn();
    }

    private static ProblemDetail said(RuntimeException failure) {
        if (failure instanceof ProblemException problem) {
            return Problems.body(problem);
        }
        log.error("A stream of entries was cut", failure);
        return Problems.body(
                ProblemType.BUSY,
                "The stream was cut here. Send the same again under the same key: it goes on where it was.",
                List.of());
    }

    /** Writes the answers; the first of them is when the response begins. */
    private final class Answering {
        private final HttpServletResponse response;
        private long posted;
        private long repeated;
        private long refused;

        Answering(HttpServletResponse response) {
            this.response = response;
        }

        void tell(Outcome outcome) throws IOException {
            StringBuilder lines = new StringBuilder();
            for (Answer answer : outcome.answers()) {
                lines.append(json.writeValueAsString(view(answer))).append('\n');
            }
            write(lines.toString());
        }

        void end(boolean all, Optional<ProblemDetail> problem) throws IOException {
            write(json.writeValueAsString(new End(posted, repeated, refused, all, problem)) + "\n");
        }

        private LineAnswer view(Answer answer) {
            return switch (answer) {
                case Answer.Wrong(long line, ProblemException problem) -> refused(line, problem);
                case Answer.Judged(long line, PostResult result) ->
                    switch (result) {
                        case PostResult.Posted now -> {
                            posted++;
                            yield done(line, Result.posted, now.entryId(), now.recordedAt());
                        }
                        case PostResult.Repeated before -> {
                            repeated++;
                            yield done(line, Result.repeated, before.entryId(), before.recordedAt());
                        }
                        case PostResult.Refused no -> refused(line, LedgerProblems.of(no.refusal()));
                        case PostResult.Busy busy -> refused(line, new ProblemException(ProblemType.BUSY, busy.why()));
                    };
            };
        }

        private LineAnswer done(long line, Result result, long entryId, Instant recordedAt) {
            return new LineAnswer(
                    line, result, Optional.of(Long.toString(entryId)), Optional.of(recordedAt), Optional.empty());
        }

        private LineAnswer refused(long line, ProblemException problem) {
            refused++;
            return new LineAnswer(
                    line, Result.refused, Optional.empty(), Optional.empty(), Optional.of(Problems.body(problem)));
        }

        private void write(String text) throws IOException {
            if (!response.isCommitted()) {
                response.setContentType(LINES);
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
            OutputStream out = response.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
