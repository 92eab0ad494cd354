package io.tongbao;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The floors of the house: a module uses only what its package-info allows, and nothing of another's insides. */
class ModularityTests {
    private static final Path COMMITTED = Path.of("..", "docs", "modules.md");
    private static final String FOR_ALL = "platform";

    /** The books and the prices lie below the server and are not modules of it. */
    private static final DescribedPredicate<JavaClass> LIBRARIES =
            JavaClass.Predicates.resideInAnyPackage("io.tongbao.ledger..", "io.tongbao.promotions..");

    private final ApplicationModules modules = ApplicationModules.of(Tongbao.class, LIBRARIES);

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        modules.verify();
    }

    /** After a wanted change write it anew: {@code -Dsurefire.args=-Dtongbao.modules.write=true}. */
    @Test
    void theCommittedDiagramIsDrawnFromTheCode() throws IOException {
        String drawn = drawn();
        if (Boolean.getBoolean("tongbao.modules.write")) {
            Files.writeString(COMMITTED, drawn);
        }
        assertThat(Files.readString(COMMITTED))
                .as("docs/modules.md is out of date; see this test for how to write it")
                .isEqualTo(drawn);
    }

    private String drawn() {
        StringBuilder text = new StringBuilder("""
                # Modules of the server

                Drawn from the code by `ModularityTests`, which fails when this is out of date. An arrow means "uses"; every module may use
                `platform`, so those arrows are left out.

                ```mermaid
                graph TD
                """);
        modules.stream()
                .sorted(Comparator.comparing(ModularityTests::name))
                .filter(module -> !name(module).equals(FOR_ALL))
                .forEach(module -> {
                    text.append("  ").append(name(module)).append('\n');
                    module.getDirectDependencies(modules)
                            .uniqueModules()
                            .map(ModularityTests::name)
                            .filter(used -> !used.equals(FOR_ALL))
                            .sorted()
                            .forEach(used -> text.append("  ")
                                    .append(name(module))
                                    .append(" --> ")
                                    .append(used)
                                    .append('\n'));
                });
        return text.append("```\n").toString();
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
