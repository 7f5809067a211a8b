package dev.buildserver.agent.sandbox;

import java.util.Map;
import java.util.TreeMap;

/** The variables that are the same in every sandbox. */
public final class SandboxEnvironment {
    private static final String SYSTEM_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private SandboxEnvironment() {}

    /** Places of what a {@link SandboxPlan} shows, a fixed language, and quiet tools. */
    public static Map<String, String> fixed() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", SandboxPlan.SDK + ":" + SYSTEM_PATH);
        environment.put("HOME", SandboxPlan.HOME);
        environment.put("DOTNET_CLI_HOME", SandboxPlan.HOME);
        environment.put("TMPDIR", "/tmp");
        environment.put("LANG", "C.UTF-8");
        environment.put("DOTNET_ROOT", SandboxPlan.SDK);
        environment.put("NUGET_PACKAGES", SandboxPlan.PACKAGES);
        environment.put("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
        environment.put("DOTNET_NOLOGO", "1");
        environment.put("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1");
        environment.put("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false");
        environment.put("DOTNET_ADD_GLOBAL_TOOLS_TO_PATH", "false");
        environment.put("DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE", "1");
        environment.put("DOTNET_CLI_FORCE_UTF8_ENCODING", "1");
        environment.put("DOTNET_CLI_USE_MSBUILD_SERVER", "0");
        environment.put("DOTNET_MULTILEVEL_LOOKUP", "0");
        environment.put("MSBUILDTERMINALLOGGER", "off");
        return environment;
    }
}
