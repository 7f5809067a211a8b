package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Accesses;
import dev.buildserver.agent.trace.Interval;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one project reached for, and what of that keeps its outputs from being stored. */
final class Look {
    /** How a folder comes to be: made, or moved into place. */
    private static final Set<AccessKind> MAKES =
            EnumSet.of(AccessKind.MAKE_FOLDER, AccessKind.WRITE);

    private final Scene scene;
    private final ProjectState state;
    private final Map<String, Observed> accesses = new TreeMap<>();
    private final Set<String> written = new TreeSet<>();
    private final Set<String> obstacles = new TreeSet<>();
    private boolean late;

    Look(ProjectState state, Scene scene) {
        this.state = state;
        this.scene = scene;
    }

    /** Its outputs are not to be stored. */
    void refuse(String obstacle) {
        obstacles.add(obstacle);
    }

    /** What it did in one build of it. */
    void add(Interval interval) throws IOException {
        obstacles.addAll(Unsteady.of(interval));
        Accesses seen = interval.accesses();
        addUntraceable(seen);
        for (Access access : seen.list()) {
            if (access.kind() == AccessKind.CONNECT) {
                obstacles.add("it reaches for the network: " + access.path());
            }
            String path = Traces.inTree(access.path(), scene.source());
            if (Traces.looks(access) && !Traces.isOfRuntime(access.path())) {
                checkOthers(access, path, access.pid() != interval.pid());
            }
            if (access.kind() == AccessKind.LIST) {
                checkListing(access, path, access.pid() != interval.pid());
            }
            if (path != null) {
                inTree(access, path, access.pid() != interval.pid());
            }
        }
    }

    /** What another process looked at for it. */
    void addRemembered(Collection<ProcessMemory.Remembered> remembered) throws IOException {
        for (ProcessMemory.Remembered one : remembered) {
            look(one.kind(), one.path());
        }
    }

    /**
     * What its texts ask for: MSBuild takes for present what it has loaded for another project,
     * without a look.
     */
    void addLoaded() throws IOException {
        for (String file : scene.mentions().asked(state, scene.territory().texts())) {
            observe(Observed.Kind.LISTING_BUT_SOURCES, TreePath.parent(file));
        }
    }

    /** Programs of which nothing is known. */
    void addUntraceable(Accesses seen) {
        seen.untraceable()
                .forEach(program -> obstacles.add("it can't be seen what " + program + " does"));
    }

    private void checkOthers(Access access, String path, boolean program) {
        for (ProjectState writer : scene.writers().of(access)) {
            boolean covered =
                    path != null && writer.project().owns(path) && state.isBuiltOn(writer);
            if (writer != state && !covered) {
                obstacles.add("it reads " + access.path() + ", which " + writer.title() + " wrote");
            }
        }
        if (program) {
            for (ProjectState maker : scene.writers().makers(state, access)) {
                obstacles.add(
                        "it looks at the folder %s, which %s made"
                                .formatted(access.path(), maker.title()));
            }
        }
    }

    // MSBuild looks at the folders of references before these write there, and knows no better.
    private void checkListing(Access access, String path, boolean program) {
        String shown = path == null ? access.path().toString() : path;
        for (ProjectState writer : scene.writers().within(access)) {
            boolean theirs = path == null || TreePath.isWithin(path, writer.project().folder());
            if (writer != state && (program || !theirs)) {
                obstacles.add("it lists " + shown + ", in which " + writer.title() + " wrote");
            }
        }
    }

    private void inTree(Access access, String path, boolean program) throws IOException {
        // Files alone are kept, with the folders in which they lie.
        if (MAKES.contains(access.kind()) && scene.remains().isEmptyFolder(path)) {
            obstacles.add("it leaves the folder " + path + ", in which is nothing");
        }
        if (state.project().owns(path)) {
            return;
        }
        ProjectState owner = scene.territory().owner(path);
        if (owner != null) {
            if (!program && isPassedThrough(access, path)) {
                passed(access, path, owner);
                return;
            }
            othersOutput(access, path, owner);
            if (program) {
                unkept(access, path, owner);
            } else {
                foundLate(access, path, owner);
            }
            return;
        }
        if (Traces.changes(access.kind()) && access.errno() == 0) {
            written(access, path);
        }
        if (Traces.looks(access)) {
            look(access.kind(), path);
        }
    }

    // MSBuild lists all that is below a project's folder to find its items. Outputs of projects
    // further down would be among these; it then opens them.
    private boolean isPassedThrough(Access access, String path) {
        return access.kind() == AccessKind.LIST
                && TreePath.isWithin(path, state.project().folder());
    }

    // A plain build goes through before these are there.
    private void passed(Access access, String path, ProjectState owner) {
        if (state.project().traits().wideItems()
                && access.errno() == 0
                && !scene.tree().has(path)) {
            obstacles.add(
                    "its patterns find %s when it is evaluated, which %s makes"
                            .formatted(path, owner.title()));
            late = true;
        }
    }

    private void othersOutput(Access access, String path, ProjectState owner) {
        if (Traces.changes(access.kind()) && access.errno() == 0) {
            obstacles.add("it writes " + path + " among the outputs of " + owner.title());
        } else if (!state.isBuiltOn(owner) && Traces.looks(access)) {
            obstacles.add(
                    "it looks at %s, an output of %s, to which it does not refer"
                            .formatted(path, owner.title()));
        }
    }

    // MSBuild itself goes by patterns, which these seldom match.
    private void unkept(Access access, String path, ProjectState owner) {
        if (Traces.looks(access) && OutputScan.isUnkept(owner.project(), access, path)) {
            obstacles.add(
                    "it looks at %s, which %s leaves for itself".formatted(path, owner.title()));
            // Where it was built just now, files for other drivers are there besides.
            late |= access.kind() == AccessKind.LIST || owner.status() == ProjectState.Status.HIT;
        }
    }

    // The same look, when it is evaluated: only now it is there.
    private void foundLate(Access access, String path, ProjectState owner) {
        if (Traces.looks(access) && access.errno() == 0 && scene.missed().contains(path)) {
            obstacles.add(
                    "it is evaluated by whether %s is there, which %s makes"
                            .formatted(path, owner.title()));
            late = true;
        }
    }

    private void written(Access access, String path) throws IOException {
        if (access.kind() == AccessKind.MAKE_FOLDER) {
            return;
        }
        if (scene.remains().isNewFolder(path)) {
            obstacles.add("it moves the folder " + path + " into place");
            return;
        }
        if (scene.writers().of(access).size() > 1) {
            obstacles.add("it is not the only project that writes " + path);
        }
        if (scene.tree().state(path).equals("-")) {
            written.add(path);
        } else if (!isAsBefore(path)) {
            obstacles.add("it changes " + path + ", which is part of the source");
        }
    }

    // What is made of other sources and kept among the sources, mostly is up to date there. Of
    // what is in the key, that is known from before anything ran.
    private boolean isAsBefore(String path) throws IOException {
        return isInKey(path) && scene.remains().isUnchanged(path);
    }

    private void look(AccessKind kind, String path) throws IOException {
        observe(kind == AccessKind.LIST ? Observed.Kind.LISTING : Observed.Kind.CONTENT, path);
    }

    private void observe(Observed.Kind asked, String path) throws IOException {
        String name = asked + path;
        if (!isInKey(path) && !accesses.containsKey(name)) {
            accesses.put(name, Observed.of(asked, path, scene.tree()));
        }
    }

    private boolean isInKey(String path) {
        DescribedProject project = state.project();
        return TreePath.isWithin(path, project.folder())
                        && !Tree.isOfGit(path + "/")
                        && !scene.tree().leadsOverLink(path)
                || project.items().contains(path)
                || project.imports().contains(path);
    }

    /**
     * What has come together.
     *
     * @param evaluatedLate whether it is, if its outputs can't be stored
     */
    Observations.Of result(EvaluatedLate evaluatedLate) throws IOException {
        boolean isLate = late || !obstacles.isEmpty() && evaluatedLate.ask();
        return new Observations.Of(
                accesses.values().stream().sorted().toList(), written, obstacles, isLate);
    }

    /**
     * Among what a project looks around.
     *
     * @param source root of the tree, as the build sees it
     * @param tree with what restore wrote
     * @param missed where evaluations looked in vain
     */
    record Scene(
            String source,
            Tree tree,
            Territory territory,
            Writers writers,
            Mentions mentions,
            Remains remains,
            Set<String> missed) {}

    /** Takes long. */
    interface EvaluatedLate {
        boolean ask() throws IOException;
    }
}
