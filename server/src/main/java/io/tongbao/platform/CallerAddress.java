package io.tongbao.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** From where a request came, for limits that hold for an address. */
public final class CallerAddress {
    private CallerAddress() {}

    /** Empty for the loopback: behind a proxy on this machine all come from there, and no limit by address could tell them apart. */
    public static Optional<String> of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        try {
            return InetAddress.getByName(address).isLoopbackAddress() ? Optional.empty() : Optional.of(address);
        } catch (UnknownHostException _) {
            return Optional.of(address);
        }
    }
}
