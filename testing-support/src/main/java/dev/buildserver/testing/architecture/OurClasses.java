package dev.buildserver.testing.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks tests of the architecture of all our code on the class path, tests left out. ArchUnit's own
 * annotation is not inherited: without this one, a subclass would have no tests at all.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@AnalyzeClasses(packages = "dev.buildserver", importOptions = ImportOption.DoNotIncludeTests.class)
@interface OurClasses {}
