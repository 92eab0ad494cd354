package io.tongbao.platform.internal;

import io.swagger.v3.oas.annotations.Hidden;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.Problems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What failed outside any controller (a firewall's refusal, a broken filter), in the same form as all else. */
@RestController
@Hidden
class ErrorPage implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        ProblemType type = typeOf(status);
        return ResponseEntity.status(type.status()).body(Problems.body(type, type.title() + ".", List.of()));
    }

    static ProblemType typeOf(int status) {
        return switch (status) {
            case 401 -> ProblemType.NOT_SIGNED_IN;
            case 403 -> ProblemType.FORBIDDEN;
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 413 -> ProblemType.TOO_LARGE;
            case 503 -> ProblemType.BUSY;
            default -> status < 500 ? ProblemType.MALFORMED : ProblemType.INTERNAL;
        };
    }
}
