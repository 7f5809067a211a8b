package dev.buildserver.cli.client;

/** Is told how far a download is. Called often, from another thread. */
@FunctionalInterface
public interface DownloadListener {
    /** Hears nothing. */
    DownloadListener NONE = (done, total) -> {};

    void progress(long doneBytes, long totalBytes);
}
