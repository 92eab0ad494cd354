package io.tongbao.promotions.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.OfferKind;
import io.tongbao.promotions.Stacking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases in price-cases, whose expected values were worked by hand: the arithmetic is in their {@code why}. */
class WorkedCasesTests {
    private static final Path FILES = Path.of("src/test/resources/price-cases");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void pricesAsWorkedByHand(Path file) throws IOException {
        PriceCases.Outcome outcome = PriceCases.run(Files.readString(file));

        assertThat(outcome.asExpected()).as(outcome.json()).isTrue();
    }

    @Test
    void coversEveryKindConditionAndMode() throws IOException {
        List<PriceCase> cases = cases();
        Set<OfferKind> kinds = new HashSet<>();
        Set<Class<?>> conditions = new HashSet<>();
        Set<Stacking.Mode> modes = new HashSet<>();
        for (PriceCase each : cases) {
            assertThat(each.expected()).as(each.name()).isPresent();
            assertThat(each.why()).as(each.name()).isPresent();
            each.offers().forEach(offer -> {
                kinds.add(offer.kind());
                collect(offer.condition(), conditions);
            });
            collect(each.stacking().root(), modes);
        }

        assertThat(cases).hasSizeGreaterThanOrEqualTo(80);
        assertThat(cases.stream().map(PriceCase::name)).doesNotHaveDuplicates();
        assertThat(kinds).containsExactlyInAnyOrder(OfferKind.values());
        assertThat(conditions).containsExactlyInAnyOrder(Condition.class.getPermittedSubclasses());
        assertThat(modes).containsExactlyInAnyOrder(Stacking.Mode.values());
    }

    @Test
    void namesTheKindsAsTheApiDoes() {
        assertThat(Fields.kinds(Benefit.class).keySet())
                .isEqualTo(Stream.of(OfferKind.values()).map(OfferKind::code).collect(Collectors.toSet()));
    }

    @Test
    void showsTheDifferencesByPath() throws IOException {
        String text = Files.readString(FILES.resolve("refunds.json"))
                .replaceFirst("\"grossMinor\": 1000, \"cashMinor\": 667", "\"grossMinor\": 1000, \"cashMinor\": 666");

        PriceCases.Outcome outcome = PriceCases.run(text);

        assertThat(outcome.asExpected()).isFalse();
        assertThat(outcome.json())
                .contains("\"path\" : \"refunds[0].cashMinor\"", "\"expected\" : 666", "\"was\" : 667");
    }

    private static List<PriceCase> cases() throws IOException {
        List<PriceCase> cases = new ArrayList<>();
        for (Path file : files()) {
            CaseFile.read(Files.readString(file)).forEach(placed -> cases.add(placed.priced()));
        }
        return cases;
    }

    private static void collect(Condition condition, Set<Class<?>> into) {
        into.add(condition.getClass());
        switch (condition) {
            case Condition.All all -> all.parts().forEach(part -> collect(part, into));
            case Condition.Any any -> any.parts().forEach(part -> collect(part, into));
            case Condition.Not not -> collect(not.part(), into);
            default -> {
                // a leaf
            }
        }
    }

    private static void collect(Stacking.Group group, Set<Stacking.Mode> into) {
        into.add(group.mode());
        group.groups().forEach(inner -> collect(inner, into));
    }
}
