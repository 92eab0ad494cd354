package io.tongbao.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.identity.App;
import io.tongbao.identity.Principal;
import io.tongbao.identity.Role;
import io.tongbao.platform.Routes;
import io.tongbao.platform.TypeIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

/** Nothing is done that can't be written down: here the database is away. */
class AuditFilterTests {
    private final RouteMatching matching = new RouteMatching(Routes.committed());
    private final AuditFilter filter = new AuditFilter(
            matching,
            new AuditLog(new AuditStore(JdbcClient.create(new Away())), matching, Clock.systemUTC()),
            JsonMapper.builder().build());
    private final AtomicInteger letOn = new AtomicInteger();

    private static final class Away extends AbstractDataSource {
        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("away");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void whatStaffWouldChangeIsRefused() throws Exception {
        MockHttpServletResponse answer = ask("PUT", "/customers/" + TypeIds.next("cus") + "/freeze", Role.OPERATOR);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentAsString()).contains("\"code\":\"busy\"");
        assertThat(letOn).hasValue(0);
    }

    @Test
    void aLookAtAPersonIsRefused() throws Exception {
        assertThat(ask("GET", "/customers/" + TypeIds.next("cus"), Role.OPERATOR)
                        .getStatus())
                .isEqualTo(503);
        assertThat(letOn).hasValue(0);
    }

    @Test
    void plainReadingAndCustomersGoOn() throws Exception {
        ask("GET", "/merchants", Role.OPERATOR);
        ask("POST", "/sends", Role.CUSTOMER);

        assertThat(letOn).hasValue(2);
    }

    private MockHttpServletResponse ask(String method, String path, Role role) throws Exception {
        App app = role == Role.CUSTOMER ? App.WALLET : App.CONSOLE;
        Principal who = new Principal(TypeIds.next("stf"), app, Set.of(role), Optional.empty(), Optional.empty(), "");
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(who, "", List.of()));
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(new MockHttpServletRequest(method, path), response, (_, _) -> letOn.incrementAndGet());
        return response;
    }
}
