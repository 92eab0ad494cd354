package io.tongbao.platform;

/** Reads a part of a request that arrives by itself, such as a line, as strictly as a controller's whole body is read. */
public interface BodyReader {

    /** The value, checked; throws a {@link ProblemException} that names each field that is not right. */
    <T> T read(String json, Class<T> type);
}
