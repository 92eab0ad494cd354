package io.tongbao.platform;

import java.util.List;

/** A command that does its work and ends: {@code ./tongbao verify}. It runs inside the started server. */
public interface Command {

    String name();

    /**
     * @param arguments what followed the command, without the options of every command ({@code --data})
     * @return the exit status: 0 well, 1 the work found something wrong, 2 it could not be done
     */
    int run(List<String> arguments);
}
