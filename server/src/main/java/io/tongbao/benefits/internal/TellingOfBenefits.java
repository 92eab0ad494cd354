package io.tongbao.benefits.internal;

import io.tongbao.benefits.BenefitGiven;
import io.tongbao.events.RecordedEvent;
import io.tongbao.events.Subscriber;
import io.tongbao.messaging.Inbox;
import io.tongbao.messaging.Notice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells customers of benefits that came without their doing. */
@Component
class TellingOfBenefits implements Subscriber {
    private final BenefitStore benefits;
    private final Inbox inbox;

    TellingOfBenefits(BenefitStore benefits, Inbox inbox) {
        this.benefits = benefits;
        this.inbox = inbox;
    }

    @Override
    public String name() {
        return "benefit-notices";
    }

    @Override
    public Set<String> types() {
        return Set.of(BenefitGiven.TYPE);
    }

    @Override
    public void on(RecordedEvent event) {
        on(List.of(event));
    }

    /** A list that is granted comes as one. */
    @Override
    public void on(List<RecordedEvent> events) {
        List<RecordedEvent> granted = events.stream()
                .filter(event -> event.text("how").equals(GivenCode.How.GRANTED.code()))
                .toList();
        if (granted.isEmpty()) {
            return;
        }
        Map<String, Benefit> of = benefits.find(granted.stream()
                .map(event -> event.text("benefitId"))
                .distinct()
                .toList());
        inbox.tell(granted.stream().map(event -> notice(event, of)).toList());
    }

    private static Notice notice(RecordedEvent event, Map<String, Benefit> of) {
        Benefit benefit = of.get(event.text("benefitId"));
        if (benefit == null) {
            throw new IllegalStateException("No benefit " + event.text("benefitId"));
        }
        String givenId = event.text("givenId");
        return new Notice(
                event.text("customerId"),
                Notice.Kind.BENEFIT_GRANTED,
                givenId,
                Map.of("name", benefit.terms().name()),
                "benefit/" + givenId);
    }
}
