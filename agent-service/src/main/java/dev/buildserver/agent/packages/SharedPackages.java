package dev.buildserver.agent.packages;

import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.tasks.Tasks;
import dev.buildserver.contract.cache.PackageList;
import dev.buildserver.contract.cache.PackageList.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Packages from the cache service's feed. Whatever is added to the folder that attempts share came
 * from there, was checked, and was unpacked by the agent: nothing of what a build wrote.
 */
public final class SharedPackages implements PackageSupply {
    private static final Logger LOG = Logger.getLogger(SharedPackages.class);
    private static final int AT_ONCE = 6;

    private final Path source;
    private final PackageFolder kept;
    private final View view;
    private final PackageFeed feed;
    private final Tasks tasks;
    private final Consumer<String> troubles;
    private volatile boolean silent;
    private String lockHash;
    private boolean listed;

    /**
     * Where an attempt sees the shared packages.
     *
     * @param folder that restore writes to, the attempt's own; null where that is the shared one
     * @param inside where the attempt sees the shared folder, which it can't change
     */
    public record View(Path folder, String inside) {
        /** Restore writes into the shared folder itself. */
        public static final View SHARED = new View(null, null);
    }

    /**
     * @param source root of the source tree
     * @param kept the packages that attempts share
     * @param troubles hears, once, why the feed is not used
     */
    public SharedPackages(
            Path source,
            PackageFolder kept,
            View view,
            PackageFeed feed,
            Tasks tasks,
            Consumer<String> troubles) {
        this.source = source;
        this.kept = kept;
        this.view = view;
        this.feed = feed;
        this.tasks = tasks;
        this.troubles = troubles;
    }

    @Override
    public void beforeRestore() throws InterruptedException {
        try {
            lockHash = LockHash.of(source);
            Optional<PackageList> list = silent ? Optional.empty() : feed.list(lockHash);
            listed = list.isPresent();
            if (listed) {
                fetch(list.get().packages());
            }
            showAllBut(OwnFeeds.of(source));
        } catch (CallFailedException e) {
            silence(e);
        } catch (IOException e) {
            LOG.warnf("Packages can't be brought: %s", e);
        }
    }

    @Override
    public boolean bring(Map<String, String> chosen) throws InterruptedException {
        try {
            List<Item> missing = new ArrayList<>();
            for (Item item : items(chosen)) {
                if (!holds(item)) {
                    missing.add(item);
                }
            }
            if (!missing.isEmpty() && !silent) {
                fetch(missing);
            }
            boolean here =
                    items(chosen).size() == chosen.size()
                            && items(chosen).stream().allMatch(this::holds);
            if (here) {
                // Nothing is restored that could find others.
                showAllBut(OwnFeeds.NONE);
            }
            return here;
        } catch (IOException e) {
            LOG.warnf("Packages can't be brought: %s", e);
            return false;
        }
    }

    @Override
    public void afterRestore(Map<String, String> chosen) {
        boolean known = listed && items(chosen).stream().allMatch(this::holds);
        if (known || silent || chosen.isEmpty() || lockHash == null) {
            return;
        }
        // Files of the attempt are gone when this runs.
        List<Item> restored = items(chosen);
        tasks.start("packages", () -> keep(restored));
    }

    // Only what the feed has is told to others: they will ask it for all of it.
    private void keep(List<Item> restored) {
        try {
            for (Item item : restored) {
                // What no build can write to came from the feed.
                boolean fromFeed = view.folder() != null && holds(item);
                if (!fromFeed && !take(item)) {
                    return;
                }
            }
            feed.keepList(lockHash, new PackageList(restored));
        } catch (CallFailedException e) {
            LOG.infof("The packages of a restore are not told to others: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetch(List<Item> wanted) throws InterruptedException {
        ConcurrentLinkedQueue<Item> open = new ConcurrentLinkedQueue<>(wanted);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < Math.min(AT_ONCE, wanted.size()); i++) {
            running.add(tasks.start("package", () -> fetchAll(open)));
        }
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                LOG.warn("Packages could not be fetched", e.getCause());
            }
        }
    }

    private void fetchAll(ConcurrentLinkedQueue<Item> open) {
        for (Item item = open.poll(); item != null && !silent; item = open.poll()) {
            try {
                if (!holds(item)) {
                    take(item);
                }
            } catch (CallFailedException e) {
                silence(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Takes a package from the feed.
     *
     * @return whether the feed has it, and it is what it should be; then it is in the shared folder
     */
    private boolean take(Item item) throws CallFailedException, InterruptedException {
        Optional<PackageId> id = PackageId.of(item.id(), item.version());
        if (id.isEmpty()) {
            return false;
        }
        Path file = null;
        try {
            file = kept.newPlace();
            feed.download(id.get(), file);
            kept.add(id.get(), file, item);
            return kept.holds(id.get(), item.sha512());
        } catch (CallFailedException e) {
            if (e.status() == CallFailedException.NO_ANSWER) {
                throw e;
            }
            LOG.infof("The feed does not give %s: %s", id.get().file(), e.getMessage());
            return false;
        } catch (IOException e) {
            troubles.accept("A package of the feed is not used: " + e.getMessage());
            return false;
        } finally {
            delete(file);
        }
    }

    /** Makes shared packages appear in the attempt's own folder. */
    private void showAllBut(OwnFeeds own) throws IOException {
        if (view.folder() == null) {
            return;
        }
        for (PackageId id : kept.all()) {
            if (own.have(id)) {
                continue;
            }
            Path link = view.folder().resolve(id.id()).resolve(id.version());
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, Path.of(view.inside(), id.id(), id.version()));
            }
        }
    }

    private boolean holds(Item item) {
        return PackageId.of(item.id(), item.version())
                .filter(id -> kept.holds(id, item.sha512()))
                .isPresent();
    }

    private synchronized void silence(CallFailedException e) {
        if (!silent) {
            silent = true;
            troubles.accept("Packages come from their sources: " + e.getMessage());
        }
    }

    private static List<Item> items(Map<String, String> chosen) {
        List<Item> items = new ArrayList<>();
        chosen.forEach(
                (path, sha512) ->
                        PackageId.ofPath(path)
                                .map(id -> new Item(id.id(), id.version(), sha512))
                                .ifPresent(items::add));
        items.sort(Comparator.comparing(Item::id).thenComparing(Item::version));
        return items;
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debugf("%s is left: %s", file, e);
        }
    }
}
