package dev.buildserver.agent.execute.warm;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.execute.output.FilesBelow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Which projects' tests passed in a workspace, and what they looked at then: as long as all of that
 * is as it was, they are not affected by what has changed. Lies where no build can write.
 */
public final class TestMemory {
    private static final Logger LOG = Logger.getLogger(TestMemory.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FACTS = "passed.json";
    private static final String RESULTS = "results";

    private final Path folder;

    /**
     * @param folder goes with the workspace; a real path, need not be there
     */
    public TestMemory(Path folder) {
        this.folder = folder;
    }

    /**
     * Tests that passed.
     *
     * @param options everything besides the tree that their outcome depends on
     * @param commit at which they ran
     * @param looks all that they looked at in the tree
     */
    public record Passed(String options, String commit, List<Observed> looks) {
        public Passed {
            looks = List.copyOf(looks);
        }
    }

    /**
     * Looks whether a project's tests would only pass again.
     *
     * @param project its path in the tree
     * @param options as for {@link Passed}
     * @param tree as it is now
     * @return how they passed then; empty where they have to run, or where it can't be told
     */
    public Optional<Passed> unaffected(String project, String options, Tree tree)
            throws IOException {
        Optional<Passed> passed = read(project).filter(then -> then.options().equals(options));
        if (passed.isPresent()) {
            for (Observed look : passed.get().looks()) {
                if (!look.holds(tree)) {
                    return Optional.empty();
                }
            }
        }
        return passed;
    }

    /**
     * Copies the results of tests that are not affected.
     *
     * @param target becomes as it was after the run; a real path, need not be there
     * @throws IOException also where the way there leads over a link
     */
    public void bring(String project, Path target) throws IOException {
        copy(place(project).resolve(RESULTS), target);
    }

    /** The project's tests are about to run. */
    public void forget(String project) throws IOException {
        Files.deleteIfExists(place(project).resolve(FACTS));
    }

    /** Tests failed, and it is not known whose. */
    public void forgetAll() throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> places = Files.list(folder)) {
                for (Path place : (Iterable<Path>) places::iterator) {
                    Files.deleteIfExists(place.resolve(FACTS));
                }
            }
        }
    }

    /**
     * The project's tests passed.
     *
     * @param results what they left
     */
    public void remember(String project, Passed passed, Path results) throws IOException {
        Path place = Files.createDirectories(place(project));
        Path kept = place.resolve(RESULTS);
        for (Path old : FilesBelow.list(kept, "")) {
            Files.delete(old);
        }
        copy(results, kept);
        Path unfinished = place.resolve(FACTS + ".tmp");
        Files.write(unfinished, JSON.writeValueAsBytes(passed));
        Files.move(unfinished, place.resolve(FACTS), StandardCopyOption.REPLACE_EXISTING);
    }

    private Optional<Passed> read(String project) {
        Path file = place(project).resolve(FACTS);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), Passed.class));
        } catch (IOException e) {
            LOG.infof("What is remembered of tests is of no use: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private Path place(String project) {
        return folder.resolve(Digests.of(project));
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            check(from);
        }
        for (Path file : FilesBelow.list(from, "")) {
            Path copy = to.resolve(from.relativize(file).toString());
            makeFolder(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    // Results lie where builds can write, and put links that lead anywhere on this machine.
    private static void makeFolder(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            check(folder);
        } else {
            makeFolder(folder.getParent());
            Files.createDirectory(folder);
        }
    }

    private static void check(Path folder) throws IOException {
        if (!folder.toRealPath().equals(folder)) {
            throw new IOException(folder + " leads elsewhere");
        }
    }
}
