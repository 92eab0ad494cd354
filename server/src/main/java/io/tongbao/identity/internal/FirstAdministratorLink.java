package io.tongbao.identity.internal;

import io.tongbao.identity.FirstAdministrator;
import io.tongbao.platform.OwnAddress;
import io.tongbao.platform.StartUp;
import java.util.function.Supplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** In serve, while nobody can administer: prints the link that makes the first administrator, anew at each start. */
@Component
@ConditionalOnProperty(name = "tongbao.command", havingValue = "serve")
class FirstAdministratorLink {
    private final FirstAdministrator administrator;
    private final Supplier<OwnAddress> address;
    private final StartUp startUp;

    FirstAdministratorLink(FirstAdministrator administrator, Supplier<OwnAddress> address, StartUp startUp) {
        this.administrator = administrator;
        this.address = address;
        this.startUp = startUp;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        startUp.say("Tongbao serves at " + address.get().local());
        if (administrator.isMissing()) {
            startUp.say("There is no administrator yet. This link makes the first one; it works once, for one day:");
            startUp.say("  " + address.get().local() + "/console/invitations/" + administrator.invite());
        }
        startUp.say("Ctrl-C stops it.");
    }
}
