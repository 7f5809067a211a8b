package dev.buildserver.gateway.submission;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the parts of a job may look like. */
final class JobRules {
    static final int MOST_PROPERTIES = 100;
    static final int MOST_VARIABLES = 100;
    static final int MOST_LABELS = 50;
    static final int LONGEST_VALUE = 4096;
    static final int LONGEST_LABEL = 1024;
    static final int LONGEST_TIMEOUT = 1440;

    static final Rule PROJECT_NAME =
            Rule.matching(
                    "[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,98}[A-Za-z0-9._-])?",
                    "must be 1 to 100 letters, digits, '.', '_', '-' and spaces, beginning with a"
                            + " letter or a digit and not ending with a space");
    static final Rule CONFIGURATION =
            Rule.matching(
                    "[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?",
                    "must be 1 to 64 letters, digits, '.', '_', '-' and spaces, such as Release");
    static final Rule PLATFORM =
            Rule.matching(
                    "[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,30}[A-Za-z0-9._-])?",
                    "must be a platform such as AnyCPU, x64 or ARM64");
    static final Rule TARGET_FRAMEWORK =
            Rule.matching(
                    "[A-Za-z][A-Za-z0-9.-]{1,63}",
                    "must be a target framework such as net8.0 or netstandard2.0");
    static final Rule RUNTIME_IDENTIFIER =
            Rule.matching(
                    "[A-Za-z][A-Za-z0-9._-]{1,63}",
                    "must be a runtime identifier such as linux-x64");
    static final Rule POOL =
            Rule.matching(
                    "[A-Za-z0-9][A-Za-z0-9._-]{0,62}",
                    "must be the name of a pool, such as Linux, Windows, MacOS or Docker");
    static final Rule EMAIL =
            Rule.matching(
                    "(?=.{3,254}$)[^\\s\\p{Cntrl}@<>\"(),:;\\\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?",
                    "must be an e-mail address");
    static final Rule PROPERTY_NAME =
            Rule.matching(
                            "[A-Za-z_][A-Za-z0-9_-]{0,127}",
                            "must be an MSBuild property name: letters, digits, '_' and '-', not"
                                    + " beginning with a digit, at most 128")
                    .and(
                            Rule.otherThan(
                                    Set.of(
                                            "CONFIGURATION",
                                            "PLATFORM",
                                            "TARGETFRAMEWORK",
                                            "RUNTIMEIDENTIFIER"),
                                    "has a field of its own in the job"))
                    .and(
                            Rule.otherThan(
                                    Set.of(
                                            "BUILDSERVERDESCRIBEDIR",
                                            "BUILDSERVERFRAMEWORKDEPENDENT",
                                            "BUILDSERVERTESTRESULTSDIR",
                                            "CUSTOMAFTERMICROSOFTCOMMONCROSSTARGETINGTARGETS",
                                            "MSBUILDUSEREXTENSIONSPATH",
                                            "PATHMAP",
                                            "SHAREDCOMPILATIONID",
                                            "VSTESTLOGGER",
                                            "VSTESTRESULTSDIRECTORY"),
                                    "is set by the agent"));
    static final Rule PROPERTY_VALUE = oneLineOrEmpty(LONGEST_VALUE);
    static final Rule VARIABLE_NAME =
            Rule.matching(
                            "[A-Za-z_][A-Za-z0-9_]{0,127}",
                            "must be letters, digits and '_', not beginning with a digit, at most"
                                    + " 128")
                    .and(JobRules::reservedVariable);
    static final Rule VARIABLE_VALUE = Rule.text(LONGEST_VALUE);
    static final Rule LABEL_NAME =
            Rule.matching(
                    "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}",
                    "must be 1 to 100 letters, digits, '.', '_', '/' and '-'");
    static final Rule LABEL_VALUE = Rule.text(LONGEST_LABEL);
    static final Rule TEST_FILTER = Rule.line(LONGEST_VALUE).and(JobRules::optionLike);

    // What the agent sets itself, or what would reach the tools before the build does.
    private static final Set<String> RESERVED =
            Set.of(
                    "PATH",
                    "HOME",
                    "USERPROFILE",
                    "TMPDIR",
                    "TMP",
                    "TEMP",
                    "SHELL",
                    "IFS",
                    "BASH_ENV");
    private static final Set<String> RESERVED_PREFIXES =
            Set.of(
                    "BUILDSERVER_",
                    "LD_",
                    "DYLD_",
                    "GIT_",
                    "SSH_",
                    "DOTNET_ROOT",
                    "DOTNET_HOST",
                    "DOTNET_CLI_HOME",
                    "DOTNET_STARTUP_HOOKS",
                    "DOTNET_MULTILEVEL_LOOKUP",
                    "NUGET_",
                    "MSBUILD");

    private JobRules() {}

    private static Rule oneLineOrEmpty(int longest) {
        Rule line = Rule.line(longest);
        return text -> text.isEmpty() ? Optional.empty() : line.objection(text);
    }

    private static Optional<String> reservedVariable(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean reserved =
                RESERVED.contains(upper) || RESERVED_PREFIXES.stream().anyMatch(upper::startsWith);
        return reserved ? Optional.of("is reserved") : Optional.empty();
    }

    private static Optional<String> optionLike(String text) {
        return text.startsWith("-") || text.startsWith("@")
                ? Optional.of("must not start with '-' or '@'")
                : Optional.empty();
    }
}
