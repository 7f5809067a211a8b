package dev.buildserver.support.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what is wrong with a JSON body in the words of its sender, without our class names. */
final class JsonProblems {
    private static final int LONGEST_QUOTE = 100;

    private JsonProblems() {}

    /** Empty when it is the server's own fault. */
    static Optional<BuildServerException> explain(JsonProcessingException e) {
        if (e instanceof InvalidDefinitionException) {
            return Optional.empty();
        }
        if (e instanceof StreamConstraintsException) {
            return Optional.of(
                    new BuildServerException(ErrorCode.PAYLOAD_TOO_LARGE, e.getOriginalMessage()));
        }
        if (e instanceof JsonMappingException mapping
                && !(e.getCause() instanceof JsonParseException)) {
            return Optional.of(
                    BuildServerException.invalid(
                            List.of(new Violation(field(mapping), message(mapping)))));
        }
        return Optional.of(new BuildServerException(ErrorCode.MALFORMED_JSON, syntax(e)));
    }

    private static String syntax(JsonProcessingException e) {
        return e.getLocation() == null
                ? "The body is not JSON"
                : "The body is not JSON: line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static String field(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String message(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown field; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (e instanceof InvalidFormatException format) {
            return quoted(format.getValue()) + " is not " + ExpectedJson.of(format.getTargetType());
        }
        if (e.getCause() instanceof InputCoercionException number) {
            return "must be " + ExpectedJson.of(number.getTargetType());
        }
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return e.getCause().getMessage();
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "must be " + ExpectedJson.of(mismatch.getTargetType());
        }
        return "is not valid";
    }

    private static String quoted(Object value) {
        String text = String.valueOf(value);
        return '"'
                + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text)
                + '"';
    }
}
