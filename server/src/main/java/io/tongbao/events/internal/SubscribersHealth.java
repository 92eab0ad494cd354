package io.tongbao.events.internal;

import io.tongbao.events.internal.SubscriberStore.State;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Degraded, not down, while a stream is parked: everybody else is served. */
@Component("eventLogHealthIndicator")
class SubscribersHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final Subscribers subscribers;

    SubscribersHealth(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    @Override
    public Health health() {
        List<State> states = subscribers.states();
        boolean parked = states.stream().anyMatch(state -> state.parked() > 0);
        Health.Builder health = parked ? Health.status(DEGRADED) : Health.up();
        for (State state : states) {
            health.withDetail(state.name(), "lag " + state.lag() + ", parked " + state.parked());
        }
        return health.build();
    }
}
