package dev.cardea;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@DisplayName("The dependency rules of ARCHITECTURE.md")
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cardea");

    @Test
    void packages_form_no_cycles() {
        slices().matching("dev.cardea.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void features_know_no_database() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.cardea", "dev.cardea.cli", "dev.cardea.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cardea.store..")
                .check(CODE);
    }

    @Test
    void only_the_store_sees_jdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cardea.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .check(CODE);
    }

    @Test
    void the_vocabulary_knows_only_the_jdk() {
        noClasses()
                .that()
                .resideInAPackage("dev.cardea.oauth..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.cardea.oauth..", "java..", "org.jspecify..")
                .check(CODE);
    }

    @Test
    void only_http_sees_jetty() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cardea.http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(CODE);
    }

    @Test
    void only_html_sees_the_template_engine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.cardea.html..", "dev.cardea.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("gg.jte..")
                .check(CODE);
    }

    @Test
    void steps_know_neither_each_other_nor_the_authorization_endpoint() {
        noClasses()
                .that()
                .resideInAPackage("dev.cardea.login..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cardea.consent..", "dev.cardea.authorize..")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage("dev.cardea.consent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cardea.login..", "dev.cardea.authorize..")
                .check(CODE);
    }

    @Test
    void nothing_knows_the_wiring() {
        noClasses()
                .that()
                .resideInAPackage("dev.cardea.*..")
                .and()
                .resideOutsideOfPackage("dev.cardea.cli")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.cardea.Server")
                .check(CODE);
    }

    @Test
    void time_is_handed_in() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cardea.demo..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CODE);
    }
}
