package dev.buildserver.orchestrator.submission;

import dev.buildserver.domain.source.GitRefs;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides whose builds may give later builds of the project their outputs. Only those of refs that
 * the operator names, and that only people who may push to the repository can have made.
 */
@Singleton
class TrustedRefs {
    private static final String FULL = "refs/";

    private final List<Pattern> trusted;

    @Inject
    TrustedRefs(OrchestratorConfig config) {
        this(config.trustedRefs());
    }

    /**
     * @param patterns full names of refs, in which {@code *} stands for any text
     */
    TrustedRefs(List<String> patterns) {
        this.trusted = patterns.stream().map(TrustedRefs::pattern).toList();
    }

    /**
     * Whether a ref of the project's own repository is trusted. A short name may mean a branch or a
     * tag: both have to be.
     */
    boolean includes(String ref) {
        if (!GitRefs.isBranchOrTag(ref)) {
            return false;
        }
        Stream<String> names =
                ref.startsWith(FULL)
                        ? Stream.of(ref)
                        : Stream.of("refs/heads/" + ref, "refs/tags/" + ref);
        return names.allMatch(name -> trusted.stream().anyMatch(p -> p.matcher(name).matches()));
    }

    private static Pattern pattern(String glob) {
        String regex =
                Stream.of(glob.split("\\*", -1))
                        .map(Pattern::quote)
                        .reduce((left, right) -> left + ".*" + right)
                        .orElseThrow();
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
