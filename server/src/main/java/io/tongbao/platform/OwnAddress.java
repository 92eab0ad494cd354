package io.tongbao.platform;

import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Under which addresses people reach this server.
 *
 * @param local for a browser on this machine
 * @param lan for other machines on the network; empty without TLS
 * @param trust with which a client of our own knows the server
 */
public record OwnAddress(URI local, List<URI> lan, SSLContext trust) {
    public OwnAddress {
        lan = List.copyOf(lan);
    }
}
