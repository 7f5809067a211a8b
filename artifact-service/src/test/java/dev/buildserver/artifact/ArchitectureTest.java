package dev.buildserver.artifact;

import dev.buildserver.testing.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
