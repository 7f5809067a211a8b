package dev.buildserver.contract.cache;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.ElementType.TYPE_USE;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A SHA-256 as 64 lower-case hexadecimal digits; null is allowed. */
@Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hexadecimal digits")
@Constraint(validatedBy = {})
@Target({FIELD, METHOD, PARAMETER, RECORD_COMPONENT, TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Sha256 {
    /** What callers are told. */
    String message() default "must be 64 lower-case hexadecimal digits";

    /** Groups of the validation. */
    Class<?>[] groups() default {};

    /** Payload of the validation. */
    Class<? extends Payload>[] payload() default {};
}
