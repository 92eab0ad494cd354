package io.tongbao.events;

import java.util.Objects;

/**
 * Something that happened, in the past tense.
 *
 * @param type what happened, such as {@code payment.received}
 * @param stream whom it happened to: the id of the customer or merchant. Events of one stream are told in order, and a
 *     stream that fails is parked alone
 * @param body a record or map of ids and amounts, written as JSON; it may grow by adding fields and holds nothing personal
 */
public record Event(String type, String stream, Object body) {
    public Event {
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(stream, "stream is null");
        Objects.requireNonNull(body, "body is null");
        if (!type.matches("[a-z_]{1,30}\\.[a-z_]{1,30}")) {
            throw new IllegalArgumentException("Not an event type: " + type);
        }
        if (stream.isEmpty() || stream.length() > 80) {
            throw new IllegalArgumentException("A stream has 1 to 80 characters: " + stream);
        }
    }
}
