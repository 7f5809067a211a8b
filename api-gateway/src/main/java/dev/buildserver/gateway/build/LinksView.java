package dev.buildserver.gateway.build;

/**
 * Where to go from a build.
 *
 * @param trace absent unless a tracing UI is configured
 * @param cancel absent once the build has ended
 * @param rerun absent until the build has ended
 */
public record LinksView(
        String self, String logs, String trace, String artifacts, String cancel, String rerun) {}
