package io.tongbao.identity;

import java.util.Objects;
import java.util.Optional;

/** A person's name. Personal: {@link #toString} and {@link #masked} hide all but one character. */
public record PersonName(String value) {
    private static final int LENGTH_MAX = 60;

    public PersonName {
        Objects.requireNonNull(value, "value is null");
        if (!isName(value)) {
            throw new IllegalArgumentException("Not a name");
        }
    }

    /** Reads what a person types: up to 60 characters, none of them a control character. */
    public static Optional<PersonName> parse(String typed) {
        String name = typed.strip();
        return isName(name) ? Optional.of(new PersonName(name)) : Optional.empty();
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= LENGTH_MAX
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    /** 张三丰 becomes 张**, Ann Lee becomes A******. */
    public String masked() {
        int[] characters = value.codePoints().toArray();
        return new String(characters, 0, 1) + "*".repeat(Math.max(1, characters.length - 1));
    }

    @Override
    public String toString() {
        return masked();
    }
}
