package dev.buildserver.agent.execute;

import dev.buildserver.domain.toolchain.SdkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells an SDK that it has run in this home before. Otherwise it greets the user at length, and
 * older ones know no variable against that.
 */
final class Greeting {
    private static final List<String> SENTINELS =
            List.of("dotnetFirstUseSentinel", "aspNetCertificateSentinel", "toolpath.sentinel");

    private Greeting() {}

    static void suppress(Path home, SdkVersion sdk) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".dotnet"));
        for (String sentinel : SENTINELS) {
            Files.createFile(folder.resolve(sdk + "." + sentinel));
        }
    }
}
