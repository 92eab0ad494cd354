package io.tongbao.platform.internal;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says why there is no start in the same two lines as a wrong command line; Boot's own frame of stars is switched off. */
public final class FailureOnTheTerminal implements FailureAnalysisReporter {
    @Override
    public void report(FailureAnalysis analysis) {
        System.err.println("tongbao: " + analysis.getDescription());
        if (analysis.getAction() != null) {
            System.err.println("         " + analysis.getAction());
        }
    }
}
