package dev.buildserver.support.body;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A blocking method whose body, an {@link java.io.InputStream}, can be of many megabytes. The
 * stream is the same, made with less work: see {@link PiecewiseBody}.
 */
@NameBinding
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface LargeBody {}
