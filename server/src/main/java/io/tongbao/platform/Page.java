package io.tongbao.platform;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** A page of a list; {@code next} is the cursor of the following page, null on the last one. */
public record Page<T>(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<T> items,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                nullable = true,
                types = {"string", "null"})
        Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> of(List<T> all) {
        return new Page<>(all, Optional.empty());
    }

    /** Cuts a list that was read one longer than the page, to learn whether there is a next one. */
    public static <T> Page<T> cut(List<T> oneMore, int limit, java.util.function.Function<T, Cursor> cursorAfter) {
        if (oneMore.size() <= limit) {
            return of(oneMore);
        }
        List<T> items = oneMore.subList(0, limit);
        return new Page<>(items, Optional.of(cursorAfter.apply(items.getLast()).toString()));
    }

    public <R> Page<R> map(java.util.function.Function<? super T, ? extends R> mapper) {
        return new Page<>(items.stream().<R>map(mapper).toList(), next);
    }
}
