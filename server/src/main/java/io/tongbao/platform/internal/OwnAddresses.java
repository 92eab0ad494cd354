package io.tongbao.platform.internal;

import io.tongbao.platform.DataFolder;
import io.tongbao.platform.OwnAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Learns the port when the web server has one. */
@Component
class OwnAddresses implements Supplier<OwnAddress> {
    private final boolean tls;
    private final boolean selfMade;
    private final DataFolder folder;
    private volatile int port;

    OwnAddresses(
            @Value("${tongbao.tls:false}") boolean tls,
            @Value("${tongbao.tls-certificate:}") String certificate,
            DataFolder folder) {
        this.tls = tls;
        this.selfMade = certificate.isBlank();
        this.folder = folder;
    }

    @EventListener
    void on(WebServerInitializedEvent started) {
        port = started.getWebServer().getPort();
    }

    @Override
    public OwnAddress get() {
        String scheme = tls ? "https" : "http";
        List<URI> lan = tls
                ? SelfMadeCertificate.addresses().stream()
                        .map(address -> URI.create("https://%s:%d".formatted(address, port)))
                        .toList()
                : List.of();
        return new OwnAddress(URI.create("%s://localhost:%d".formatted(scheme, port)), lan, trust());
    }

    private SSLContext trust() {
        try {
            return tls && selfMade ? SelfMadeCertificate.inFolder(folder).trust() : SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has a default TLS context", e);
        }
    }
}
