package io.tongbao.platform.internal;

import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.ProblemType;
import jakarta.validation.ConstraintViolation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a JSON body, in words that name the field and no class. */
final class BodyProblems {
    private BodyProblems() {}

    static ProblemException of(JacksonException failure) {
        return switch (failure) {
            case DatabindException mismatch
            when !mismatch.getPath().isEmpty() -> {
                FieldProblem field = field(mismatch);
                yield ProblemException.ofField(field.field(), field.code(), field.message());
            }
            case DatabindException mismatch ->
                new ProblemException(ProblemType.MALFORMED, "The body is not what is expected: " + said(mismatch));
            case JacksonException syntax ->
                new ProblemException(
                        ProblemType.MALFORMED,
                        "The body is not valid JSON: " + syntax.getOriginalMessage() + " (line "
                                + syntax.getLocation().getLineNr() + ", column "
                                + syntax.getLocation().getColumnNr() + ").");
        };
    }

    static FieldProblem of(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return new FieldProblem(violation.getPropertyPath().toString(), kebab(constraint), violation.getMessage());
    }

    static String kebab(@Nullable String code) {
        return switch (code) {
            case null -> "invalid";
            case "NotNull", "NotBlank", "NotEmpty" -> "missing";
            default -> code.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        };
    }

    private static FieldProblem field(DatabindException mismatch) {
        String path = path(mismatch);
        return switch (mismatch) {
            case FieldMismatch ours -> new FieldProblem(path, ours.code(), ours.getOriginalMessage());
            case UnrecognizedPropertyException _ -> new FieldProblem(path, "unknown-field", "is not known here");
            case InvalidFormatException _ -> new FieldProblem(path, "invalid", "does not have a value that fits");
            default -> new FieldProblem(path, "invalid", said(mismatch));
        };
    }

    /** What our own constructors said, or a plain sentence: Jackson's messages name classes. */
    private static String said(DatabindException mismatch) {
        return mismatch.getCause() instanceof IllegalArgumentException ours && ours.getMessage() != null
                ? ours.getMessage()
                : "does not have a value that fits";
    }

    private static String path(DatabindException mismatch) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : mismatch.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
