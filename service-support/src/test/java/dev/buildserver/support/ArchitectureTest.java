package dev.buildserver.support;

import dev.buildserver.testing.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
