package dev.buildserver.orchestrator.runtime;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The executor that hands tasks to waiting agents, apart from requests that may be slow. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
public @interface Dispatching {}
