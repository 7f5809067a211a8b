package dev.buildserver.orchestrator.runtime;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The executor of group commits: each kind of transaction uses one thread of it at most. */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
public @interface Writing {}
