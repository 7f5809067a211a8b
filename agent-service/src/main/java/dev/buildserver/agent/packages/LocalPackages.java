package dev.buildserver.agent.packages;

import java.util.Map;

/**
 * Packages where there is no cache service: restore gets them from its sources, into the folder
 * that attempts share.
 */
public record LocalPackages(PackageFolder kept) implements PackageSupply {
    @Override
    public void beforeRestore() {
        // Restore finds by itself what is there.
    }

    @Override
    public void afterRestore(Map<String, String> chosen) {
        // There is nobody to tell.
    }

    @Override
    public boolean bring(Map<String, String> chosen) {
        return chosen.entrySet().stream()
                .allMatch(
                        one ->
                                PackageId.ofPath(one.getKey())
                                        .filter(id -> kept.holds(id, one.getValue()))
                                        .isPresent());
    }
}
