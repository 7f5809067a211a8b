package dev.buildserver.gateway;

import dev.buildserver.testing.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {}
