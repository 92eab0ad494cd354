package io.tongbao.platform;

/** The server does not start, for a reason that its operator can change: said without a stack trace, exit code 2. */
public final class StartRefused extends RuntimeException {
    private final String remedy;

    public StartRefused(String reason, String remedy) {
        super(reason);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
