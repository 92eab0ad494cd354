package io.tongbao.promotions.json;

import java.io.Serial;

/** JSON that is not of the form: where, and what would be right. */
public final class RefusedJson extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String path;
    private final String problem;

    RefusedJson(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** Such as {@code offers[2].benefit.steps[1].offMinor}; empty for the whole document. */
    public String path() {
        return path;
    }

    public String problem() {
        return problem;
    }
}
