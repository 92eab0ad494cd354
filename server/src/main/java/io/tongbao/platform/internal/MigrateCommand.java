package io.tongbao.platform.internal;

import io.tongbao.platform.Command;
import io.tongbao.platform.StartUp;
import java.util.List;
import org.springframework.stereotype.Component;

/** The start itself brings the database up to date, when it is given the owner's connection; this only says so. */
@Component
class MigrateCommand implements Command {
    private final StartUp startUp;

    MigrateCommand(StartUp startUp) {
        this.startUp = startUp;
    }

    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public int run(List<String> arguments) {
        startUp.say("The database is up to date.");
        return 0;
    }
}
