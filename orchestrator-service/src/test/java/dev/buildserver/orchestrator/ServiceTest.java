package dev.buildserver.orchestrator;

import dev.buildserver.orchestrator.fixture.ArtifactStub;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;

/** A test against the running service with real stores. All share one. */
@QuarkusTestResource(StoresResource.class)
@QuarkusTestResource(ArtifactStub.class)
abstract class ServiceTest {}
