package dev.buildserver.orchestrator;

import dev.buildserver.testing.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
