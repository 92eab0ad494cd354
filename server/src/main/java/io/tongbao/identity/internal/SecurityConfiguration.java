package io.tongbao.identity.internal;

import io.tongbao.platform.DataFolder;
import io.tongbao.platform.ProblemType;
import io.tongbao.platform.Problems;
import io.tongbao.platform.Routes;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import tools.jackson.databind.json.JsonMapper;

/** Default deny: who may reach a route is what routes.csv says, and nothing else is reachable. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    Routes routes() {
        return Routes.committed();
    }

    @Bean
    RouteMatching routeMatching(Routes routes) {
        return new RouteMatching(routes);
    }

    @Bean
    CsrfTokenRepository csrfTokens() {
        return CookieCsrfTokenRepository.withHttpOnlyFalse();
    }

    /** Observing every filter of every request cost more than the filters did. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * Without session management of its own: that would take each request for a sign-in and turn the CSRF token, under
     * the feet of the requests that a page sends side by side. It turns where somebody signs in, in {@link SessionCookies}.
     */
    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            JsonMapper mapper,
            SessionStore sessions,
            Routes routes,
            RouteMatching matching,
            AuditLog audit,
            DataFolder folder,
            CsrfTokenRepository csrfTokens) {
        return http.csrf(csrf -> csrf.spa().csrfTokenRepository(csrfTokens))
                .sessionManagement(servlet -> servlet.disable())
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .addFilterBefore(new SessionFilter(sessions, mapper), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new AuditFilter(matching, audit, mapper), SessionFilter.class)
                .addFilterBefore(new ScraperFilter(folder.secret("metrics.token")), AnonymousAuthenticationFilter.class)
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .formLogin(form -> form.disable())
                .httpBasic(basic -> basic.disable())
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .access(new RouteAuthorization(routes, matching)))
                .exceptionHandling(failures -> failures.authenticationEntryPoint((request, response, _) ->
                                Problems.write(response, mapper, ProblemType.NOT_SIGNED_IN, "Sign in first."))
                        .accessDeniedHandler((request, response, denied) -> {
                            boolean csrf = denied instanceof CsrfException;
                            ProblemType type = csrf ? ProblemType.CSRF : ProblemType.FORBIDDEN;
                            audit.refused(request, type.code());
                            Problems.write(
                                    response,
                                    mapper,
                                    type,
                                    csrf
                                            ? "Send the XSRF-TOKEN cookie's value in the X-XSRF-TOKEN header."
                                            : "Your role does not allow this.");
                        }))
                .build();
    }
}
