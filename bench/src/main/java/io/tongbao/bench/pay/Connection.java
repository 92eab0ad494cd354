package io.tongbao.bench.pay;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kept connection that sends a request and reads its answer, with the cookies of one browser. The load generator shares the cores
 * with the server it measures, so it does as little as it can: the JDK's client spends more on a request than the server's whole
 * way to an endpoint that does nothing.
 */
final class Connection implements Closeable {
    /** Less than the server keeps a connection on which nothing is asked. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final String app;
    private final Map<String, String> cookies = new TreeMap<>();
    private final int port;
    private Socket socket;
    private InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int from;
    private int until;
    private long usedNanos = System.nanoTime();

    Connection(int port, String app) throws IOException {
        this.port = port;
        this.app = app;
        this.socket = open(port);
        this.in = socket.getInputStream();
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** The server ends a connection after some requests, and says so in its last answer. */
    private void reopen() throws IOException {
        socket.close();
        socket = open(port);
        in = socket.getInputStream();
        from = 0;
        until = 0;
    }

    record Answer(int status, String body) {
        Answer expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException("Expected " + wanted + " but got " + status + ": " + body);
            }
            return this;
        }
    }

    Answer get(String path) throws IOException {
        return send("GET", path, "", "");
    }

    Answer post(String path, String body) throws IOException {
        return send("POST", path, body, "");
    }

    /** A POST that moves value. */
    Answer post(String path, String body, String idempotencyKey) throws IOException {
        return send("POST", path, body, "Idempotency-Key: " + idempotencyKey + "\r\n");
    }

    Answer put(String path, String body) throws IOException {
        return send("PUT", path, body, "");
    }

    private Answer send(String method, String path, String body, String header) throws IOException {
        if (System.nanoTime() - usedNanos > KEPT.toNanos()) {
            reopen();
        }
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nTongbao-App: ")
                .append(app)
                .append("\r\n")
                .append(header);
        if (!cookies.isEmpty()) {
            List<String> pairs = new ArrayList<>(cookies.size());
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            head.append("Cookie: ").append(String.join("; ", pairs)).append("\r\n");
        }
        String csrf = cookies.get("XSRF-TOKEN");
        if (csrf != null) {
            head.append("X-XSRF-TOKEN: ").append(csrf).append("\r\n");
        }
        if (content.length > 0) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[start.length + content.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(content, 0, request, start.length, content.length);
        socket.getOutputStream().write(request);
        Answer answer = read();
        usedNanos = System.nanoTime();
        return answer;
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> last = value.equalsIgnoreCase("close");
                case "set-cookie" -> keep(value);
                default -> {}
            }
        }
        Answer answer = new Answer(status, chunked ? chunks() : text(length));
        if (last) {
            reopen();
        }
        return answer;
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private String chunks() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            all.append(text(size));
            line();
        }
        line();
        return all.toString();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String text(int length) throws IOException {
        while (until - from < length) {
            more();
        }
        String text = new String(buffer, from, length, StandardCharsets.UTF_8);
        from += length;
        return text;
    }

    private String line() throws IOException {
        int end = from;
        while (true) {
            while (end < until && buffer[end] != '\n') {
                end++;
            }
            if (end < until) {
                String line = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
                from = end + 1;
                return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            }
            int scanned = end - from;
            more();
            end = from + scanned;
        }
    }

    /** Reads what is there, behind what is not taken yet. */
    private void more() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, until - from);
        until -= from;
        from = 0;
        if (until == buffer.length) {
            throw new IOException("The server's line is longer than " + buffer.length + " bytes");
        }
        int read = in.read(buffer, until, buffer.length - until);
        if (read < 0) {
            throw new EOFException("The server closed the connection");
        }
        until += read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
