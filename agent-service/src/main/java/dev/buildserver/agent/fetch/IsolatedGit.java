package dev.buildserver.agent.fetch;

import java.io.File;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * JGit without the machine's Git configuration: neither the system's nor the user's counts, so that
 * a fetch depends on nothing but the request.
 */
final class IsolatedGit extends SystemReader.Delegate {
    private static final int STREAM_ABOVE_BYTES = 4 * 1024 * 1024;

    private IsolatedGit(SystemReader machine) {
        super(machine);
    }

    /**
     * Takes effect for the whole process; to be called before JGit is used.
     *
     * @param probe an existing folder on the volume of the workspaces. JGit finds out there, in the
     *     background, how exact the volume's times are; else the first checkout would wait for that
     */
    static void install(Path probe) {
        if (!(SystemReader.getInstance() instanceof IsolatedGit)) {
            SystemReader.setInstance(new IsolatedGit(SystemReader.getInstance()));
        }
        WindowCacheConfig memory = new WindowCacheConfig();
        memory.setStreamFileThreshold(STREAM_ABOVE_BYTES);
        memory.install();
        FS.FileStoreAttributes.setBackground(true);
        FS.getFileStoreAttributes(probe);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public String getenv(String variable) {
        // GIT_DIR, GIT_SSH, XDG_CONFIG_HOME and the like are the user's configuration too.
        return variable.startsWith("GIT_") || variable.startsWith("XDG_")
                ? null
                : super.getenv(variable);
    }

    /** A configuration file that is not there. */
    private static final class Empty extends FileBasedConfig {
        private static final File NOWHERE = new File("no-such-file");

        private Empty(Config parent, FS fs) {
            super(parent, NOWHERE, fs);
        }

        @Override
        public void load() {}

        /** JGit keeps what it found out about file systems here, for this process. */
        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
