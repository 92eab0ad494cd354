package io.tongbao.platform.internal.database;

import io.tongbao.platform.StartRefused;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Where a database is and as whom to connect; a password never shows in {@link #toString}. */
record ConnectionSettings(String url, Optional<String> user, Optional<String> password) {

    /** Takes {@code postgresql://user:password@host:port/database} as everybody writes it, or a JDBC address. */
    static ConnectionSettings parse(String text) {
        if (text.startsWith("jdbc:")) {
            return new ConnectionSettings(text, Optional.empty(), Optional.empty());
        }
        URI uri = uri(text);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String[] credentials = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new ConnectionSettings(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                credentials.length > 0 ? Optional.of(decoded(credentials[0])) : Optional.empty(),
                credentials.length > 1 ? Optional.of(decoded(credentials[1])) : Optional.empty());
    }

    /** The text itself is not repeated: it may hold a password. */
    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null
                    && uri.getRawPath() != null
                    && uri.getRawPath().length() > 1) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // refused below, as an address that lacks a part is
        }
        throw new StartRefused(
                "The database's address can't be understood.",
                "Write it as postgresql://user:password@host:port/database, with %40 for an @ in the password.");
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** A connection each time, for migrations and checks at start-up. */
    DataSource unpooled() {
        Properties properties = new Properties();
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "tongbao-start");
        return new DriverManagerDataSource(url, properties);
    }

    @Override
    public String toString() {
        return url.replaceAll("password=[^&]*", "password=…");
    }
}
