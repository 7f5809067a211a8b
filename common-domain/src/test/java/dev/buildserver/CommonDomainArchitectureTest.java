package dev.buildserver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of this module alone; testing-support, which has the others, depends on it. */
@AnalyzeClasses(packages = "dev.buildserver", importOptions = ImportOption.DoNotIncludeTests.class)
class CommonDomainArchitectureTest {
    @ArchTest
    static final ArchRule NO_FRAMEWORK =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages(
                            "java..",
                            "dev.buildserver..",
                            "com.fasterxml.jackson.annotation..",
                            "jakarta.validation..")
                    .because("every service and every client shares these types");

    @ArchTest
    static final ArchRule DOMAIN_KNOWS_NO_WIRE =
            noClasses()
                    .that()
                    .resideInAPackage("dev.buildserver.domain..")
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages("java..", "dev.buildserver.domain..")
                    .because("the domain outlives every contract");
}
