package dev.buildserver.agent.packages;

import java.util.Map;

/**
 * Packages for the restore of one attempt, from where they were fetched before. What it can't
 * bring, restore gets from its sources as ever; it never fails a build.
 */
public interface PackageSupply {
    /** For attempts without a cache service: restore does it all. */
    PackageSupply NONE =
            new PackageSupply() {
                @Override
                public void beforeRestore() {}

                @Override
                public void afterRestore(Map<String, String> chosen) {}

                @Override
                public boolean bring(Map<String, String> chosen) {
                    return false;
                }
            };

    /** Brings what a restore of the same project files chose before, all at once. */
    void beforeRestore() throws InterruptedException;

    /**
     * Remembers what a restore chose, for others.
     *
     * @param chosen SHA-512 as NuGet writes it, by path in a folder of packages
     */
    void afterRestore(Map<String, String> chosen);

    /**
     * Brings packages.
     *
     * @param chosen as for {@link #afterRestore}
     * @return whether all of them are there, with these hashes
     */
    boolean bring(Map<String, String> chosen) throws InterruptedException;
}
