package dev.buildserver.standalone.service;

import dev.buildserver.standalone.folder.LauncherException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies that this program was built from. */
public final class Installation {
    private Installation() {}

    /** The folder with all modules: {@code -Dbuildserver.home}, else found from this program. */
    public static Path find() {
        String told = System.getProperty("buildserver.home", "");
        if (!told.isBlank()) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        try {
            Path own =
                    Path.of(
                            Installation.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path folder = own; folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder.resolve("api-gateway"))) {
                    return folder;
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw new LauncherException("The project is not found; set -Dbuildserver.home=FOLDER");
    }
}
