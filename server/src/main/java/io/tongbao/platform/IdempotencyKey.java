package io.tongbao.platform;

/**
 * The {@code Idempotency-Key} header of a request that moves value: 1 to 128 visible ASCII characters. A controller that
 * takes it as a parameter refuses requests without one.
 */
public record IdempotencyKey(String value) {
    public static final String HEADER = "Idempotency-Key";
}
