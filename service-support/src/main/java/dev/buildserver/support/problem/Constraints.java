package dev.buildserver.support.problem;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns violated constraints of a resource method into violations that name the caller's fields.
 */
final class Constraints {
    private static final Set<ElementKind> NOT_THE_CALLERS =
            Set.of(ElementKind.RETURN_VALUE, ElementKind.CONSTRUCTOR);

    private Constraints() {}

    /** Empty when it is the server's own fault: a wrong answer rather than a wrong request. */
    static Optional<BuildServerException> explain(ConstraintViolationException e) {
        List<Violation> violations = new ArrayList<>();
        for (ConstraintViolation<?> violation : e.getConstraintViolations()) {
            List<Path.Node> path = nodes(violation.getPropertyPath());
            if (path.stream().anyMatch(node -> NOT_THE_CALLERS.contains(node.getKind()))) {
                return Optional.empty();
            }
            violations.add(new Violation(field(path), violation.getMessage()));
        }
        violations.sort(Comparator.comparing(Violation::field).thenComparing(Violation::message));
        return Optional.of(BuildServerException.invalid(violations));
    }

    private static List<Path.Node> nodes(Path path) {
        List<Path.Node> nodes = new ArrayList<>();
        path.forEach(nodes::add);
        return nodes;
    }

    /** A parameter is named when it is the wrong thing itself, such as a query parameter. */
    private static String field(List<Path.Node> path) {
        boolean inBody = path.stream().anyMatch(node -> node.getKind() == ElementKind.PROPERTY);
        StringBuilder field = new StringBuilder();
        for (Path.Node node : path) {
            boolean parameter = node.getKind() == ElementKind.PARAMETER;
            if (node.getKind() == ElementKind.METHOD || (parameter && inBody)) {
                continue;
            }
            if (node.getIndex() != null) {
                field.append('[').append(node.getIndex()).append(']');
            } else if (node.getKey() != null) {
                field.append('.').append(node.getKey());
            }
            if (node.getKind() != ElementKind.CONTAINER_ELEMENT) {
                field.append(field.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return field.toString();
    }
}
