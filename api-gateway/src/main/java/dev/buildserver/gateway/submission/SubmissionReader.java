package dev.buildserver.gateway.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.source.RepositoryPolicy;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a request for a build: every rule is applied, every violation is told. */
final class SubmissionReader {
    private static final String DEFAULT_POOL = "Linux";

    private final JobReader jobs;

    SubmissionReader(RepositoryPolicy repositories) {
        this.jobs = new JobReader(repositories);
    }

    /**
     * Who asks.
     *
     * @param email of their token; empty for tokens without one
     * @param mayActForOthers whether the request may name somebody else
     */
    record Requester(Optional<String> email, boolean mayActForOthers) {}

    /**
     * The request, completed.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED} with all violations
     */
    SubmitBuild read(ObjectNode body, Requester requester) {
        Violations violations = new Violations();
        Fields request = new Fields(body, "", violations);
        request.serverSet("executionId");
        request.serverSet("createdAt");
        Optional<String> named = request.optional("requesterEmail", JobRules.EMAIL);
        Optional<String> email = named.or(requester::email);
        Optional<BuildJob> job = request.object("job").map(fields -> jobs.read(fields, email));
        checkEmail(request, job, named, requester);
        SubmitBuild build =
                new SubmitBuild(
                        job.orElse(null),
                        request.optional("targetPool", JobRules.POOL).orElse(DEFAULT_POOL),
                        choice(request, "strategy", BuildStrategy.class).orElse(null),
                        choice(request, "priority", BuildPriority.class)
                                .orElse(BuildPriority.NORMAL),
                        request.flag("forceClean", false),
                        job.map(BuildJob::requesterEmail).orElse(null));
        request.refuseOthers();
        violations.throwIfAny();
        return build;
    }

    private static void checkEmail(
            Fields request, Optional<BuildJob> job, Optional<String> named, Requester requester) {
        if (job.isPresent() && job.get().requesterEmail() == null) {
            request.wrong("requesterEmail", "is required, for the token has no e-mail address");
        }
        boolean another =
                named.isPresent()
                        && requester.email().isPresent()
                        && !named.get().equalsIgnoreCase(requester.email().get());
        if (another && !requester.mayActForOthers()) {
            request.wrong("requesterEmail", "must be the e-mail address of the token");
        }
    }

    private static <E extends Enum<E>> Optional<E> choice(
            Fields request, String name, Class<E> type) {
        String allowed =
                Arrays.stream(type.getEnumConstants())
                        .map(Enum::toString)
                        .collect(Collectors.joining(", "));
        Rule rule =
                text ->
                        parse(text, type).isPresent()
                                ? Optional.empty()
                                : Optional.of("must be one of " + allowed);
        return request.optional(name, rule).flatMap(text -> parse(text, type));
    }

    private static <E extends Enum<E>> Optional<E> parse(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.toString().equals(text))
                .findFirst();
    }
}
