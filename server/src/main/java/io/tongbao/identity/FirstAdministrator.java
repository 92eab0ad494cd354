package io.tongbao.identity;

import java.util.Optional;

/** How an installation gets its first administrator: by a link that works once. */
public interface FirstAdministrator {

    /** A fresh token for {@code /console/invitations/{token}} while there is no administrator; earlier ones stop working. */
    Optional<String> invite();
}
