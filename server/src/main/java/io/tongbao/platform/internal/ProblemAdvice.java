package io.tongbao.platform.internal;

import io.tongbao.ledger.jdbc.LedgerUnavailableException;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.Problems;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Turns every failure of a request into problem details that name the field; a stack trace never reaches a client. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException problem) {
        HttpHeaders headers = new HttpHeaders();
        // Busy passes: whoever is told so is told when to ask again, also where the books say it.
        problem.retryAfter()
                .or(() -> problem.type() == ProblemType.BUSY ? Optional.of(Duration.ofSeconds(1)) : Optional.empty())
                .ifPresent(wait -> headers.set(
                        HttpHeaders.RETRY_AFTER,
                        Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
        return ResponseEntity.status(problem.type().status()).headers(headers).body(Problems.body(problem));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class,
        TransactionSystemException.class,
        SQLTransientConnectionException.class,
        LedgerUnavailableException.class
    })
    ResponseEntity<Object> databaseAway(Exception failure) {
        log.warn("The database did not answer: {}", rootMessage(failure));
        return busy();
    }

    private static ResponseEntity<Object> busy() {
        return ResponseEntity.status(ProblemType.BUSY.status())
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(Problems.body(
                        ProblemType.BUSY,
                        "The database is not reachable at the moment. Ask again, with the same Idempotency-Key.",
                        List.of()));
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception failure) {
        if (DatabaseFailures.isConnectionLoss(failure)) {
            return databaseAway(failure);
        }
        log.error("A request failed unexpectedly", failure);
        return answer(ProblemType.INTERNAL, "Something went wrong here; it has been logged.", List.of());
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return problem(
                failure.getCause() instanceof JacksonException json
                        ? BodyProblems.of(json)
                        : new ProblemException(ProblemType.MALFORMED, "The body can't be read."));
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> fields = new ArrayList<>();
        for (FieldError error : failure.getBindingResult().getFieldErrors()) {
            fields.add(new FieldProblem(
                    error.getField(), BodyProblems.kebab(error.getCode()), message(error.getDefaultMessage())));
        }
        failure.getBindingResult()
                .getGlobalErrors()
                .forEach(error -> fields.add(new FieldProblem(
                        "body", BodyProblems.kebab(error.getCode()), message(error.getDefaultMessage()))));
        return invalid(fields);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> fields = new ArrayList<>();
        failure.getParameterValidationResults()
                .forEach(result -> result.getResolvableErrors().forEach(error -> {
                    String[] codes = error.getCodes();
                    String code = codes == null || codes.length == 0 ? "invalid" : codes[codes.length - 1];
                    String field = error instanceof FieldError inBody
                            ? inBody.getField()
                            : Objects.requireNonNullElse(
                                    result.getMethodParameter().getParameterName(), "parameter");
                    fields.add(new FieldProblem(field, BodyProblems.kebab(code), message(error.getDefaultMessage())));
                }));
        return invalid(fields);
    }

    @Override
    protected ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(ProblemType.INVALID_FIELD, String.valueOf(failure.getMessage()), List.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> parameter(MethodArgumentTypeMismatchException failure) {
        return invalid(List.of(new FieldProblem(failure.getName(), "invalid", "does not have a value that fits")));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemType type = switch (status.value()) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ProblemType.BUSY;
            default -> status.is4xxClientError() ? ProblemType.MALFORMED : ProblemType.INTERNAL;
        };
        if (type == ProblemType.INTERNAL) {
            log.error("A request failed unexpectedly", failure);
        }
        String detail = type == ProblemType.INTERNAL
                ? "Something went wrong here; it has been logged."
                : message(
                        failure instanceof org.springframework.web.ErrorResponse known
                                ? known.getBody().getDetail()
                                : null);
        return ResponseEntity.status(type.status()).headers(headers).body(Problems.body(type, detail, List.of()));
    }

    private static ResponseEntity<Object> invalid(List<FieldProblem> fields) {
        return fields.isEmpty()
                ? answer(ProblemType.MALFORMED, "The request is not what is expected.", fields)
                : answer(
                        ProblemType.INVALID_FIELD,
                        fields.getFirst().field() + " " + fields.getFirst().message() + ".",
                        fields);
    }

    private static ResponseEntity<Object> answer(ProblemType type, String detail, List<FieldProblem> fields) {
        return ResponseEntity.status(type.status()).body(Problems.body(type, detail, fields));
    }

    private static String message(@Nullable String message) {
        return message == null ? "is not right" : message;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
