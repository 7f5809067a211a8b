package dev.buildserver.agent;

import dev.buildserver.testing.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
