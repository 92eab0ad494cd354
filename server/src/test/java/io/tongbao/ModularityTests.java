package io.tongbao;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The floors of the house: a module uses only what its package-info allows, and nothing of another's insides. */
class ModularityTests {
    /** The books and the prices lie below the server and are not modules of it. */
    private static final DescribedPredicate<JavaClass> LIBRARIES =
            JavaClass.Predicates.resideInAnyPackage("io.tongbao.ledger..", "io.tongbao.promotions..");

    private final ApplicationModules modules = ApplicationModules.of(Tongbao.class, LIBRARIES);

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        modules.verify();
    }

    @Test
    void theDiagramIsDrawnFromTheCode() {
        new Documenter(modules).writeModulesAsPlantUml().writeIndividualModulesAsPlantUml();
    }
}
