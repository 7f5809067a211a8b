package dev.buildserver.agent.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What of the machine's own system a sandbox shows: programs and libraries, and little of /etc. */
final class SystemFolders {
    private static final Path ROOT = Path.of("/");
    private static final Path USR = Path.of("/usr");
    private static final List<Path> BESIDE_USR =
            List.of(
                    Path.of("/bin"),
                    Path.of("/sbin"),
                    Path.of("/lib"),
                    Path.of("/lib32"),
                    Path.of("/lib64"),
                    Path.of("/libx32"));

    /** Names of programs, caches of the loader, certificates. */
    private static final List<Path> OF_ETC =
            List.of(
                    Path.of("/etc/alternatives"),
                    Path.of("/etc/ld.so.cache"),
                    Path.of("/etc/ssl"),
                    Path.of("/etc/pki"),
                    Path.of("/etc/ca-certificates"));

    private static final List<Path> OF_THE_NETWORK =
            List.of(Path.of("/etc/resolv.conf"), Path.of("/etc/hosts"));

    private SystemFolders() {}

    /** Arguments of bubblewrap that show them. */
    static List<String> arguments(boolean network) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        for (Path folder : BESIDE_USR) {
            if (Files.isSymbolicLink(folder)) {
                arguments.addAll(
                        List.of(
                                "--symlink",
                                Files.readSymbolicLink(folder).toString(),
                                folder.toString()));
            } else if (Files.isDirectory(folder)) {
                arguments.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
            }
        }
        OF_ETC.forEach(file -> show(file, arguments));
        if (network) {
            OF_THE_NETWORK.forEach(file -> show(file, arguments));
        }
        return arguments;
    }

    private static void show(Path file, List<String> arguments) {
        if (Files.exists(file)) {
            arguments.addAll(List.of("--ro-bind", file.toString(), file.toString()));
        }
    }

    /** Whether a place inside is that file of the machine. */
    static boolean isShown(Path place) {
        return place.startsWith(USR)
                || BESIDE_USR.stream().anyMatch(place::startsWith)
                || OF_ETC.stream().anyMatch(place::startsWith);
    }

    /** Those that are there, each once. */
    static List<Path> present() {
        List<Path> all = new ArrayList<>(List.of(USR));
        BESIDE_USR.stream().filter(folder -> !Files.isSymbolicLink(folder)).forEach(all::add);
        all.addAll(OF_ETC);
        return all.stream().filter(Files::exists).filter(path -> !path.equals(ROOT)).toList();
    }
}
