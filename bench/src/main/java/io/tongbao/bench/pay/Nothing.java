package io.tongbao.bench.pay;

import io.tongbao.platform.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The baseline: an endpoint behind the same filters, the same role and the same JSON that does nothing. The server finds it as it finds its own. */
@Configuration(proxyBeanMethods = false)
class Nothing {
    static final String PATH = "/nothing";

    @Bean
    @Primary
    Routes routesWithNothing() {
        List<Routes.Route> routes = new ArrayList<>(Routes.committed().all());
        routes.add(new Routes.Route("POST", PATH, Set.of("CUSTOMER"), Optional.empty()));
        return new Routes(routes);
    }

    @RestController
    static final class Endpoint {
        @PostMapping(PATH)
        Map<String, String> nothing(@RequestBody Map<String, String> body) {
            return body;
        }
    }
}
