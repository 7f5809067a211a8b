package dev.buildserver.agent.execute;

import dev.buildserver.agent.failure.AttemptEnded;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment of a build's processes. Little of the agent's own goes in: a build must neither
 * see what is not its business nor differ between agents.
 */
final class BuildEnvironment {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:()-]{0,254}");

    /** What the machine needs to run .NET at all, or to reach its feeds. */
    private static final List<String> INHERITED =
            List.of(
                    "LD_LIBRARY_PATH",
                    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
                    "TZ",
                    "SSL_CERT_FILE",
                    "SSL_CERT_DIR",
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "NO_PROXY",
                    "http_proxy",
                    "https_proxy",
                    "no_proxy",
                    "SystemRoot",
                    "SystemDrive",
                    "windir",
                    "ComSpec",
                    "PATHEXT",
                    "ProgramData",
                    "ProgramFiles",
                    "ProgramFiles(x86)",
                    "CommonProgramFiles",
                    "NUMBER_OF_PROCESSORS",
                    "PROCESSOR_ARCHITECTURE");

    /** Set by the agent, or able to reach into what it sets. */
    private static final Set<String> RESERVED =
            Set.of(
                    "PATH",
                    "HOME",
                    "USERPROFILE",
                    "APPDATA",
                    "LOCALAPPDATA",
                    "TMPDIR",
                    "TEMP",
                    "TMP",
                    "LD_LIBRARY_PATH",
                    "LD_PRELOAD",
                    "DYLD_INSERT_LIBRARIES",
                    "DOTNET_ROOT",
                    "DOTNET_CLI_HOME",
                    "DOTNET_STARTUP_HOOKS",
                    "NUGET_PACKAGES",
                    "MSBUILDNODEHANDSHAKESALT",
                    "MSBUILDSDKSPATH",
                    "MSBUILD_EXE_PATH");

    private BuildEnvironment() {}

    /**
     * @param inherited the agent's own environment
     * @param dotnetRoot goes first on PATH
     * @param home the attempt's own HOME
     * @param temp the attempt's own folder for temporary files
     * @param packages folder of NuGet packages
     * @param attempt unique per attempt: keeps build nodes of attempts apart
     * @param requested wanted by the request
     * @throws AttemptEnded with {@code INVALID_INPUT} when a name is reserved or can't be one
     */
    static Map<String, String> of(
            Map<String, String> inherited,
            Path dotnetRoot,
            Path home,
            Path temp,
            Path packages,
            String attempt,
            Map<String, String> requested)
            throws AttemptEnded {
        Map<String, String> environment = new HashMap<>();
        INHERITED.stream()
                .filter(inherited::containsKey)
                .forEach(name -> environment.put(name, inherited.get(name)));
        check(requested);
        environment.putAll(requested);
        environment.put("PATH", path(inherited, dotnetRoot));
        privateFolders(environment, home, temp);
        // Tools are to speak English: what they say is parsed.
        environment.putIfAbsent("LANG", "C.UTF-8");
        environment.put("DOTNET_ROOT", dotnetRoot.toString());
        environment.put("NUGET_PACKAGES", packages.toString());
        // Nodes look for idle ones of the same user, wherever these came from.
        environment.put("MSBUILDNODEHANDSHAKESALT", attempt);
        quiet(environment);
        return environment;
    }

    private static String path(Map<String, String> inherited, Path dotnetRoot) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(inherited);
        return dotnetRoot + File.pathSeparator + anyCase.getOrDefault("PATH", "/usr/bin:/bin");
    }

    private static void privateFolders(Map<String, String> environment, Path home, Path temp) {
        environment.put("HOME", home.toString());
        environment.put("DOTNET_CLI_HOME", home.toString());
        for (String name : List.of("TMPDIR", "TEMP", "TMP")) {
            environment.put(name, temp.toString());
        }
        if (WINDOWS) {
            environment.put("USERPROFILE", home.toString());
            environment.put("APPDATA", home.resolve("AppData/Roaming").toString());
            environment.put("LOCALAPPDATA", home.resolve("AppData/Local").toString());
        }
    }

    // Nobody sits before this terminal, and the home is new for each build.
    private static void quiet(Map<String, String> environment) {
        environment.put("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
        environment.put("DOTNET_NOLOGO", "1");
        environment.put("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1");
        environment.put("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false");
        environment.put("DOTNET_ADD_GLOBAL_TOOLS_TO_PATH", "false");
        environment.put("DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE", "1");
        environment.put("DOTNET_CLI_FORCE_UTF8_ENCODING", "1");
        environment.put("DOTNET_MULTILEVEL_LOOKUP", "0");
        environment.put("MSBUILDTERMINALLOGGER", "off");
    }

    /**
     * @throws AttemptEnded with {@code INVALID_INPUT} when a name is reserved or can't be one
     */
    static void check(Map<String, String> requested) throws AttemptEnded {
        for (Map.Entry<String, String> entry : requested.entrySet()) {
            String name = entry.getKey();
            if (!NAME.matcher(name).matches()) {
                throw AttemptEnded.invalidInput(
                        "'" + name + "' is not the name of an environment variable.");
            }
            if (RESERVED.contains(name.toUpperCase(Locale.ROOT))) {
                throw AttemptEnded.invalidInput(
                        "The environment variable " + name + " is set by the agent.");
            }
            if (entry.getValue().indexOf('\0') >= 0) {
                throw AttemptEnded.invalidInput(
                        "The environment variable " + name + " holds a NUL character.");
            }
        }
    }
}
