package io.tongbao.platform.internal;

import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemException;
import io.tongbao.platform.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Parameters that controllers of every module may ask for. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
    private final DeviceResolver devices;

    WebConfiguration(DeviceResolver devices) {
        this.devices = devices;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new IdempotencyKeyResolver());
        resolvers.add(new PageRequestResolver());
        resolvers.add(devices);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new TextInAddresses());
    }

    /** What the database can't hold in an address: in a parameter it is a wrong field, in the path nothing is there. */
    private static final class TextInAddresses implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (!(handler instanceof HandlerMethod)) {
                return true;
            }
            request.getParameterMap().forEach((name, values) -> {
                if (!Arrays.stream(values).allMatch(KeptText::canKeep)) {
                    throw ProblemException.ofField(name, KeptText.CODE, KeptText.MESSAGE);
                }
            });
            boolean inPath =
                    request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                            && !variables.values().stream().allMatch(value -> KeptText.canKeep(String.valueOf(value)));
            if (inPath) {
                throw ProblemException.notFound();
            }
            return true;
        }
    }

    private static final class IdempotencyKeyResolver implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == IdempotencyKey.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            String key = request.getHeader(IdempotencyKey.HEADER);
            if (key == null || key.isEmpty()) {
                throw new ProblemException(
                                ProblemType.IDEMPOTENCY_KEY_MISSING,
                                "A request that moves value carries an Idempotency-Key header, so that it can be"
                                        + " asked again safely.")
                        .withField(IdempotencyKey.HEADER, "missing", "is missing");
            }
            if (key.length() > 128 || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                throw ProblemException.ofField(
                        IdempotencyKey.HEADER, "invalid", "must be 1 to 128 visible ASCII characters");
            }
            return new IdempotencyKey(key);
        }
    }

    private static final class PageRequestResolver implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == PageRequest.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            String limit = request.getParameter("limit");
            return new PageRequest(
                    Optional.ofNullable(request.getParameter("cursor")).filter(text -> !text.isEmpty()),
                    limit == null ? PageRequest.DEFAULT_LIMIT : limit(limit));
        }

        private static int limit(String text) {
            try {
                int limit = Integer.parseInt(text);
                if (limit >= 1 && limit <= PageRequest.MAX_LIMIT) {
                    return limit;
                }
            } catch (NumberFormatException _) {
                // answered below, as for a number out of range
            }
            throw ProblemException.ofField("limit", "out-of-range", "must be from 1 to " + PageRequest.MAX_LIMIT);
        }
    }
}
