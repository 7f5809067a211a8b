package dev.buildserver.agent.fetch;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * JGit without the machine's Git configuration: neither the system's nor the user's counts, so that
 * a fetch depends on nothing but the request.
 */
public final class IsolatedGit extends SystemReader.Delegate {
    private static final int STREAM_ABOVE_BYTES = 4 * 1024 * 1024;

    private IsolatedGit(SystemReader machine) {
        super(machine);
    }

    /** Takes effect for the whole process; to be called once, before JGit is used. */
    public static void install() {
        if (!(SystemReader.getInstance() instanceof IsolatedGit)) {
            SystemReader.setInstance(new IsolatedGit(SystemReader.getInstance()));
        }
        // Else the first checkout waits for seconds until the file system's clock is measured.
        FS.FileStoreAttributes.setBackground(true);
        WindowCacheConfig memory = new WindowCacheConfig();
        memory.setStreamFileThreshold(STREAM_ABOVE_BYTES);
        memory.install();
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
