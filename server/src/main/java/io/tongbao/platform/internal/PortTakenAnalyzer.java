package io.tongbao.platform.internal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Before Boot's own, which does not know our option. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PortTakenAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
        return new FailureAnalysis(
                "Something else is listening on port " + cause.getPort() + ".",
                "Stop it, or choose another port with --port.",
                cause);
    }
}
