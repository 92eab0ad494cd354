package io.tongbao.demo.internal;

import io.tongbao.identity.FirstAdministrator;
import io.tongbao.platform.StartRefused;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a data folder's marker does for the embedded database, for one that is named by its address: where everybody knows the
 * demo's sign-ins nothing real is served, and a real one is not filled with a demo.
 */
@Component
class WhoseDatabase {
    WhoseDatabase(
            JdbcClient database,
            FirstAdministrator administrator,
            @Value("${tongbao.mode}") String mode,
            @Value("${tongbao.database.url:}") String url) {
        boolean demos = database.sql("select exists (select from demo.person)")
                .query(Boolean.class)
                .single();
        if (mode.equals("serve") && demos) {
            throw new StartRefused(
                    "The database was filled by demo: everybody can sign in there.", "Serve from one of its own.");
        }
        if (mode.equals("demo") && !url.isBlank() && !demos && !administrator.isMissing()) {
            throw new StartRefused(
                    "The database belongs to serve and is not for demo.", "Give the demo a database of its own.");
        }
    }
}
