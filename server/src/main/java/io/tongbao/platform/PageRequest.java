package io.tongbao.platform;

import java.util.Optional;

/** Which page of a list is asked for, from {@code ?cursor=&limit=}; a controller takes it as a parameter. */
public record PageRequest(Optional<String> cursor, int limit) {
    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    /** The cursor with its parts, if there is one. */
    public Optional<Cursor> after(int parts) {
        return cursor.map(text -> Cursor.parse(text, parts));
    }
}
