package dev.buildserver.agent.cached.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * One value on disk, whole or not at all, of which nothing depends but how well the agent does: it
 * may be lost. Whoever reads and then writes has to hold its monitor.
 */
public final class RecordFile {
    private static final Logger LOG = Logger.getLogger(RecordFile.class);
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path file;

    /**
     * @param file is made, with its folder, when something is written
     */
    public RecordFile(Path file) {
        this.file = file;
    }

    /** Empty where there is nothing, or nothing of use. */
    public <T> Optional<T> read(Class<T> type) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(JSON.readValue(file.toFile(), type))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warnf("%s is damaged and not used: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** A full disk is no error: then what was known before counts. */
    public void write(Object value) {
        Path unfinished = file.resolveSibling(UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(file.getParent());
            try {
                Files.write(unfinished, JSON.writeValueAsBytes(value));
                Files.move(
                        unfinished,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            LOG.warnf("%s can't be written: %s", file, e.getMessage());
        }
    }
}
