package io.tongbao.platform.internal;

import io.tongbao.platform.BodyReader;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemException.FieldProblem;
import io.tongbao.platform.ProblemType;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@Component
final class StrictBodyReader implements BodyReader {
    private final JsonMapper mapper;
    private final Validator validator;

    StrictBodyReader(JsonMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    @Override
    public <T> T read(String json, Class<T> type) {
        T value = parse(json, type);
        List<FieldProblem> wrong = validator.validate(value).stream()
                .map(BodyProblems::of)
                .sorted(Comparator.comparing(FieldProblem::field))
                .toList();
        if (!wrong.isEmpty()) {
            throw ProblemException.ofFields(wrong);
        }
        return value;
    }

    private <T> T parse(String json, Class<T> type) {
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw new ProblemException(ProblemType.MALFORMED, "The body is not what is expected: null");
            }
            return value;
        } catch (JacksonException e) {
            throw BodyProblems.of(e);
        }
    }
}
