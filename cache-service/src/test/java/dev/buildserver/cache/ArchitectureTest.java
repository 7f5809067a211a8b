package dev.buildserver.cache;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import dev.buildserver.testing.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "dev.buildserver", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest extends ArchitectureRules {}
