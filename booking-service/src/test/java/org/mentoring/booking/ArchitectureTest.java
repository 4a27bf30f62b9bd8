package org.mentoring.booking;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

class ArchitectureTest {

    @Test
    void keepsTheArchitectureRules() {
        ArchitectureRules.check("org.mentoring.booking");
    }

    @Test
    void keepsTheSlotEngineFreeOfFrameworks() {
        classes()
                .that()
                .resideInAPackage("org.mentoring.booking.slotengine")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.mentoring.booking.slotengine", "java..", "org.dmfs..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.mentoring.booking"));
    }
}
