package dev.buildserver.testing.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.config.ConfigMapping;
import java.time.Instant;
import java.util.List;

/**
 * What every module's code must look like. A module runs the rules by a test of one line: {@code
 * class ArchitectureTest extends ArchitectureRules {}}.
 */
@OurClasses
public abstract class ArchitectureRules {
    private static final List<String> SERVICES =
            List.of("gateway", "orchestrator", "agent", "artifact", "cache");

    @ArchTest
    static void servicesDoNotDependOnEachOther(JavaClasses code) {
        for (String service : SERVICES) {
            String[] others =
                    SERVICES.stream()
                            .filter(other -> !other.equals(service))
                            .map(other -> "dev.buildserver." + other + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.buildserver." + service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("services meet only through the contracts in common-domain")
                    .allowEmptyShould(true)
                    .check(code);
        }
    }

    @ArchTest
    static final ArchRule DOMAIN_IS_PURE =
            noClasses()
                    .that()
                    .resideInAPackage("dev.buildserver.domain..")
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages("java..", "dev.buildserver.domain..")
                    .because("the domain outlives every framework")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CONTRACTS_ARE_DATA =
            noClasses()
                    .that()
                    .resideInAPackage("dev.buildserver.contract..")
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages(
                            "java..",
                            "dev.buildserver.domain..",
                            "dev.buildserver.contract..",
                            "com.fasterxml.jackson.annotation..",
                            "jakarta.validation..")
                    .because("a contract must be readable by any client")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES =
            slices().matching("dev.buildserver.(*).(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("a feature must be understandable without the next one")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule DRIVERS_STAY_IN_THEIR_PACKAGES =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "..jdbc..", "..redis..", "dev.buildserver.storage..", "..embedded..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.sql..", "io.minio..", "io.quarkus.redis..")
                    .because("a store must be replaceable in one package")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..runtime..", "..embedded..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .because("tests own the time of day")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NOBODY_SLEEPS =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..runtime..", "..embedded..")
                    .should()
                    .callMethod(Thread.class, "sleep", long.class)
                    .because("a sleep is a guess")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_PROBLEMS_WRITE_ERRORS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..problem..")
                    .should()
                    .dependOnClassesThat(
                            nameMatching(
                                    "jakarta\\.ws\\.rs\\.(WebApplication|NotFound|BadRequest|Forbidden)Exception"))
                    .because("every error has one shape")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule SETTINGS_ARE_DOCUMENTED =
            classes()
                    .that()
                    .areAnnotatedWith(ConfigMapping.class)
                    .should(new DocumentedSettings())
                    .because("an operator reads the page, not the code")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION =
            noFields()
                    .should()
                    .beAnnotatedWith("jakarta.inject.Inject")
                    .because("a constructor shows what a class needs")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule STATIC_FIELDS_ARE_FINAL =
            fields().that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat(resideInAPackage("dev.buildserver.."))
                    .should()
                    .beFinal()
                    .because("global state hides dependencies")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING =
            classes()
                    .should()
                    .haveSimpleNameNotEndingWith("Impl")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Util")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Utils")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Manager")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Helper")
                    .because("such names say nothing of what a class does")
                    .allowEmptyShould(true);
}
