package io.tongbao;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The fixtures' language: who is there and what they have, made through the API as everybody would make it. */
@TestComponent
public class World {
    private final ServletWebServerApplicationContext server;

    public World(ServletWebServerApplicationContext server) {
        this.server = server;
    }

    public int port() {
        return java.util.Objects.requireNonNull(server.getWebServer()).getPort();
    }

    /** Somebody who is not signed in. */
    public Visitor aVisitor(String app) {
        return new Visitor(port(), app);
    }
}
