package io.tongbao.platform.internal;

import io.tongbao.platform.ProblemType;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Tomcat refuses before anything of ours sees it (an address that can't be decoded, a broken request line), in the
 * same form as all else and not as a page. Public, because Tomcat makes it by its name.
 */
public final class ProblemValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemType type = ErrorPage.typeOf(status);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try {
            @Nullable Writer writer = response.getReporter();
            if (writer != null) {
                // Titles and codes are ours and need no escaping.
                writer.write("{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s.\",\"code\":\"%s\"}"
                        .formatted(type.uri(), type.title(), status, type.title(), type.code()));
                response.finishResponse();
            }
        } catch (IOException e) {
            log.debug("Whoever sent a broken request did not wait for the answer", e);
        }
    }
}
