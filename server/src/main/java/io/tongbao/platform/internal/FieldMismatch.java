package io.tongbao.platform.internal;

import io.tongbao.platform.Money;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A value in a JSON body that is refused with a code of its own; Jackson adds the path to the field on the way up. */
final class FieldMismatch extends MismatchedInputException {
    private final String code;

    FieldMismatch(JsonParser parser, String code, String message) {
        super(parser, message);
        this.code = code;
    }

    FieldMismatch at(String field) {
        prependPath(Money.class, field);
        return this;
    }

    String code() {
        return code;
    }
}
