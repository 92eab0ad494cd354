package io.tongbao.demo.internal;

import io.tongbao.identity.FirstAdministrator;
import io.tongbao.platform.StartRefused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a data folder's marker does for the embedded database, for one that is named by its address: where everybody knows the
 * demo's sign-ins nothing real is served, and a real one is not filled with a demo.
 */
@Component
class WhoseDatabase {
    @Autowired
    WhoseDatabase(
            JdbcClient database,
            FirstAdministrator administrator,
            @Value("${tongbao.mode}") String mode,
            @Value("${tongbao.database.url:}") String url) {
        this(
                mode,
                !url.isBlank(),
                database.sql("select exists (select from demo.person)")
                        .query(Boolean.class)
                        .single(),
                !administrator.isMissing());
    }

    WhoseDatabase(String mode, boolean namedByItsAddress, boolean hasDemoPeople, boolean hasAdministrator) {
        if (mode.equals("serve") && hasDemoPeople) {
            throw new StartRefused(
                    "The database was filled by demo: everybody can sign in there.", "Serve from one of its own.");
        }
        if (mode.equals("demo") && namedByItsAddress && !hasDemoPeople && hasAdministrator) {
            throw new StartRefused(
                    "The database belongs to serve and is not for demo.", "Give the demo a database of its own.");
        }
    }
}
