package dev.buildserver.standalone.sdk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that looks like an SDK, whose program is a script. */
final class FakeDotnet {
    private FakeDotnet() {}

    /** An SDK that answers {@code --version}. */
    static Path working(Path root, String version) throws Exception {
        return with(root, version, "echo " + version);
    }

    static Path with(Path root, String version, String script) throws Exception {
        Files.createDirectories(root.resolve("sdk").resolve(version));
        return program(root, script);
    }

    /** Without an SDK, as the runtime alone is installed. */
    static Path program(Path root, String script) throws Exception {
        Files.createDirectories(root);
        Path program = root.resolve("dotnet");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return root;
    }
}
