package dev.buildserver.gateway.submission;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.source.GitRefs;
import dev.buildserver.domain.source.RepositoryPolicy;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code job} of a request and fills in the defaults. */
final class JobReader {
    private final RepositoryPolicy repositories;

    JobReader(RepositoryPolicy repositories) {
        this.repositories = repositories;
    }

    /**
     * The job; of use only if no violation was noted.
     *
     * @param requesterEmail of the request as a whole, as far as known; the job's must agree
     */
    BuildJob read(Fields job, Optional<String> requesterEmail) {
        job.serverSet("jobId");
        job.serverSet("createdAt");
        BuildJob read =
                new BuildJob(
                        job.required("projectName", JobRules.PROJECT_NAME).orElse(null),
                        job.required("repositoryUrl", repositories::objection).orElse(null),
                        job.required("gitRef", GitRefs::objection).orElse(null),
                        job.required("solutionPath", SolutionPath::objection)
                                .map(SolutionPath::normalized)
                                .orElse(null),
                        job.optional("configuration", JobRules.CONFIGURATION).orElse("Release"),
                        job.optional("targetFramework", JobRules.TARGET_FRAMEWORK).orElse(null),
                        job.optional("platform", JobRules.PLATFORM).orElse("AnyCPU"),
                        job.optional("runtimeIdentifier", JobRules.RUNTIME_IDENTIFIER).orElse(null),
                        properties(job),
                        job.flag("runTests", true),
                        job.flag("createPackages", false),
                        job.flag("publishArtifacts", true),
                        job.number("timeoutMinutes", 60, 1, JobRules.LONGEST_TIMEOUT),
                        job.map(
                                "metadata",
                                JobRules.MOST_LABELS,
                                JobRules.LABEL_NAME,
                                JobRules.LABEL_VALUE),
                        email(job, requesterEmail),
                        environment(job),
                        job.optional("testFilter", JobRules.TEST_FILTER).orElse(null),
                        job.flag("fullHistory", false),
                        job.optionalObject("requirements")
                                .map(RequirementsReader::read)
                                .orElse(Requirements.NONE),
                        job.flag("supersede", false),
                        job.number("queueTimeoutMinutes", 1, BuildJob.LONGEST_QUEUE_TIMEOUT),
                        job.flag("outputManifest", false));
        job.refuseOthers();
        return read;
    }

    private static Map<String, String> properties(Fields job) {
        Map<String, String> properties =
                job.map(
                        "buildProperties",
                        JobRules.MOST_PROPERTIES,
                        JobRules.PROPERTY_NAME,
                        JobRules.PROPERTY_VALUE);
        Set<String> seen = new HashSet<>();
        for (String name : properties.keySet()) {
            // MSBuild doesn't tell them apart; which one would win is nobody's guess.
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                job.wrong("buildProperties." + name, "differs from another name only in case");
            }
        }
        keepInside(job, "buildProperties", properties);
        return properties;
    }

    private static Map<String, String> environment(Fields job) {
        Map<String, String> variables =
                job.map(
                        "environment",
                        JobRules.MOST_VARIABLES,
                        JobRules.VARIABLE_NAME,
                        JobRules.VARIABLE_VALUE);
        keepInside(job, "environment", variables);
        return variables;
    }

    private static void keepInside(Fields job, String member, Map<String, String> values) {
        values.forEach(
                (name, value) ->
                        OutputFolders.objection(name, value)
                                .ifPresent(why -> job.wrong(member + "." + name, why)));
    }

    private static String email(Fields job, Optional<String> requesterEmail) {
        Optional<String> own = job.optional("requesterEmail", JobRules.EMAIL);
        if (own.isPresent()
                && requesterEmail.isPresent()
                && !own.get().equalsIgnoreCase(requesterEmail.get())) {
            job.wrong("requesterEmail", "must be the requesterEmail of the request");
        }
        return requesterEmail.or(() -> own).orElse(null);
    }
}
