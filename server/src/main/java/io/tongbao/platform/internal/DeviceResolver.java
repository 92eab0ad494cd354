package io.tongbao.platform.internal;

import io.tongbao.platform.Device;
import io.tongbao.platform.SecretBox;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads the device's cookie, and gives one to a device that has none. */
@Component
class DeviceResolver implements HandlerMethodArgumentResolver {
    private static final String NAME = "tongbao_device";
    private static final Duration KEPT = Duration.ofDays(400);
    private static final int BYTES = 16;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final SecretBox secrets;
    private final SecureRandom random = new SecureRandom();

    DeviceResolver(SecretBox secrets) {
        this.secrets = secrets;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Device.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest asked = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        HttpServletResponse answer = Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class));
        byte[] fingerprint = secrets.fingerprint("device", id(asked, answer));
        return new Device(HexFormat.of().formatHex(Arrays.copyOf(fingerprint, BYTES)));
    }

    private String id(HttpServletRequest request, HttpServletResponse response) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(NAME)
                        && ID.matcher(cookie.getValue()).matches()) {
                    return cookie.getValue();
                }
            }
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, id)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .path("/")
                        .maxAge(KEPT)
                        .build()
                        .toString());
        return id;
    }
}
