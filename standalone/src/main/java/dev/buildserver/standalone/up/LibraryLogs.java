package dev.buildserver.standalone.up;

import dev.buildserver.standalone.folder.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where the libraries inside the launcher (S3 above all) write their log. */
public final class LibraryLogs {
    private static final int MOST_BYTES = 5 << 20;

    private LibraryLogs() {}

    /** Warnings and worse go to that file, nothing to the terminal. */
    public static void into(Path file) {
        try {
            Logger root = Logger.getLogger("");
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            FileHandler handler =
                    new FileHandler(file.toString().replace("%", "%%"), MOST_BYTES, 1, true);
            handler.setFormatter(new SimpleFormatter());
            root.addHandler(handler);
            root.setLevel(Level.WARNING);
        } catch (IOException e) {
            throw new LauncherException("The log " + file + " can't be written: " + e, e);
        }
    }
}
