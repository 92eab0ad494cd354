package io.tongbao.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal on its way to the client as RFC 9457 problem details. Thrown by controllers, which turn the sealed results of
 * their services into it; {@code throw new ProblemException(REFUND_ABOVE_LEFT, "…", Map.of("left", left))}.
 */
public final class ProblemException extends RuntimeException {
    private final ProblemType type;
    private final transient Map<String, Object> members;
    private final transient List<FieldProblem> fields;
    private final transient Optional<Duration> retryAfter;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of(), List.of(), Optional.empty());
    }

    /** Members are data for the client: {@code left}, {@code quote}, {@code triesLeft}. */
    public ProblemException(ProblemType type, String detail, Map<String, ?> members) {
        this(type, detail, members, List.of(), Optional.empty());
    }

    private ProblemException(
            ProblemType type,
            String detail,
            Map<String, ?> members,
            List<FieldProblem> fields,
            Optional<Duration> retryAfter) {
        super(detail, null, false, false);
        this.type = type;
        this.members = new LinkedHashMap<>(members);
        this.fields = List.copyOf(fields);
        this.retryAfter = retryAfter;
    }

    /** One field that is not right, and what would be. */
    public static ProblemException ofField(String field, String code, String message) {
        return ofFields(List.of(new FieldProblem(field, code, message)));
    }

    public static ProblemException ofFields(List<FieldProblem> fields) {
        FieldProblem first = fields.getFirst();
        return new ProblemException(
                ProblemType.INVALID_FIELD,
                first.field() + " " + first.message() + ".",
                Map.of(),
                fields,
                Optional.empty());
    }

    /** A refusal of another type that a field caused, such as {@code refund-above-left} on {@code amount}. */
    public ProblemException withField(String field, String code, String message) {
        return new ProblemException(
                type, detail(), members, List.of(new FieldProblem(field, code, message)), retryAfter);
    }

    public static ProblemException tooOften(String detail, Duration retryAfter) {
        return new ProblemException(ProblemType.TOO_OFTEN, detail, Map.of(), List.of(), Optional.of(retryAfter));
    }

    public static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is nothing here, or it is not yours.");
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> members() {
        return members;
    }

    public List<FieldProblem> fields() {
        return fields;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /**
     * @param field the path in the body ({@code lines[0].unitPrice.value}), or the name of the parameter or header
     * @param code what clients act on, kebab-case
     * @param message what would be right, for people, to be read after the field's name
     */
    public record FieldProblem(String field, String code, String message) {}
}
