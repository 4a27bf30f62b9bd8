package org.mentoring.mentor;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

class ArchitectureTest {

    @Test
    void keepsTheArchitectureRules() {
        ArchitectureRules.check("org.mentoring.mentor");
    }

    @Test
    void keepsTheIndexOfTheDirectoryFreeOfFrameworks() {
        classes()
                .that()
                .resideInAPackage("org.mentoring.mentor.directory.index")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.mentoring.mentor.directory.index", "java..", "org.roaringbitmap..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.mentoring.mentor"));
    }
}
