package dev.buildserver.gateway.submission;

import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.domain.toolchain.SdkVersion;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what a job requires of its agent. */
final class RequirementsReader {
    static final int MOST_TOOLS = 20;
    static final int MOST_LABELS = 20;
    static final int MOST_GIGABYTES = 100_000;

    private static final long GIGABYTE = 1_000_000_000L;
    private static final Rule VERSION = SdkRequirement::objection;
    private static final Rule ROLL_FORWARD =
            text ->
                    RollForward.named(text).isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    "must be one of "
                                            + Arrays.stream(RollForward.values())
                                                    .map(RollForward::toString)
                                                    .collect(Collectors.joining(", ")));
    private static final Rule OS =
            Rule.matching("(?i:Linux|Windows|MacOS)", "must be one of Linux, Windows, MacOS");
    private static final Rule ARCHITECTURE =
            Rule.matching(
                    "[A-Za-z][A-Za-z0-9_]{1,31}", "must be an architecture such as x64 or arm64");
    private static final Rule TOOL =
            Rule.matching(
                    "[A-Za-z0-9][A-Za-z0-9._+-]{0,63}",
                    "must be the name of a tool, such as docker: 1 to 64 letters, digits, '.', '_',"
                            + " '+' and '-'");

    private RequirementsReader() {}

    /** The requirements; of use only if no violation was noted. */
    static Requirements read(Fields fields) {
        Requirements read =
                new Requirements(
                        sdk(fields),
                        null,
                        fields.optional("os", OS).orElse(null),
                        fields.optional("architecture", ARCHITECTURE).orElse(null),
                        fields.number("minMemoryGB", 0, 1, MOST_GIGABYTES) * GIGABYTE,
                        fields.texts("tools", MOST_TOOLS, TOOL),
                        fields.map(
                                "labels",
                                MOST_LABELS,
                                JobRules.LABEL_NAME,
                                Rule.line(JobRules.LONGEST_LABEL)));
        fields.refuseOthers();
        return read;
    }

    private static SdkRequirement sdk(Fields fields) {
        Optional<String> version = fields.optional("sdk", VERSION);
        Optional<RollForward> rule =
                fields.optional("rollForward", ROLL_FORWARD).flatMap(RollForward::named);
        boolean whole = version.flatMap(SdkVersion::parse).isPresent();
        if (rule.isPresent() && version.isPresent() && !whole) {
            fields.wrong("rollForward", "goes with a whole version only, such as 8.0.404");
        } else if (rule.isPresent() && !fields.has("sdk")) {
            fields.wrong("rollForward", "needs a version in sdk");
        }
        return version.map(
                        text ->
                                rule.map(roll -> new SdkRequirement(text, roll, true))
                                        .orElseGet(() -> SdkRequirement.of(text)))
                .orElse(null);
    }
}
