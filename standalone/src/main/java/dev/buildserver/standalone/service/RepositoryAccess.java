package dev.buildserver.standalone.service;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which repositories besides public ones may be built.
 *
 * @param localFolders absolute; repositories below them may be named by {@code file:} URLs
 */
public record RepositoryAccess(List<Path> localFolders) {
    public RepositoryAccess {
        localFolders =
                localFolders.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
    }

    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("buildserver.repositories.allow-loopback", "true");
        if (!localFolders.isEmpty()) {
            settings.put(
                    "buildserver.repositories.local-folders",
                    localFolders.stream()
                            .map(folder -> folder.toString().replace(",", "\\,"))
                            .collect(Collectors.joining(",")));
        }
        return settings;
    }
}
