package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Accesses;
import dev.buildserver.agent.trace.AttributedTrace;
import dev.buildserver.agent.trace.Interval;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the projects of a build reached for, by the trace. */
final class Observations {
    private final Setting setting;
    private final Tree tree;
    private final Territory territory;
    private final AttributedTrace trace;
    private final Map<String, ProjectState> byNumber = new HashMap<>();

    private final Writers writers;
    private final Mentions mentions;
    private final ServerLooks shared;
    private final Remains remains;
    private final List<Observed> looks;

    /** Where evaluations looked in vain. */
    private final Set<String> missed;

    private final ProcessMemory memory;

    /**
     * @param tree with what restore wrote
     * @param looks of evaluations, before anything was built
     * @param projects all of the solution
     */
    Observations(
            Setting setting,
            Tree tree,
            List<Observed> looks,
            Collection<ProjectState> projects,
            AttributedTrace trace) {
        this.setting = setting;
        this.looks = looks;
        this.missed =
                looks.stream()
                        .filter(look -> look.kind() == Observed.Kind.CONTENT)
                        .map(Observed::path)
                        .filter(path -> !tree.has(path))
                        .collect(Collectors.toSet());
        this.tree = tree;
        this.territory = new Territory(projects);
        this.trace = trace;
        this.writers = new Writers(setting, territory, tree);
        this.memory = new ProcessMemory(setting.inside().source(), territory);
        this.mentions = new Mentions(setting.source(), tree);
        this.remains = new Remains(setting.source(), tree);
        projects.forEach(project -> byNumber.put(Integer.toString(project.number()), project));
        trace.intervals().forEach(this::noteWriters);
        projects.stream()
                .filter(project -> project.status() == ProjectState.Status.HIT)
                .forEach(writers::noteReplayed);
        this.shared =
                new ServerLooks(
                        trace.rest().list(),
                        setting.inside().source(),
                        territory,
                        tree,
                        mentions,
                        built());
    }

    /**
     * @param accesses beyond what the project's key names
     * @param written paths in the tree outside of the folders of its outputs
     * @param obstacles why its outputs can't be stored
     * @param late whether it found what a plain build, which evaluates all projects first, does not
     */
    record Of(List<Observed> accesses, Set<String> written, Set<String> obstacles, boolean late) {}

    Of of(ProjectState state) throws IOException {
        Look look = new Look(state);
        trace.damage().ifPresent(damage -> look.obstacles.add("its trace is damaged: " + damage));
        for (Interval interval : trace.intervals()) {
            if (byNumber.get(interval.name()) == state) {
                if (!interval.closed()) {
                    look.obstacles.add("its build was cut off");
                }
                look.add(interval);
                look.addRemembered(memory.of(state, interval.pid()));
            }
        }
        look.obstacles.addAll(writers.intrusions(state));
        for (String file : writers.leftOutside(state)) {
            look.obstacles.add("it leaves " + file + ", which is no part of the tree");
        }
        look.addShared();
        look.addLoaded();
        return look.result();
    }

    /** What projects wrote outside of their outputs. */
    Strays strays() {
        return new Strays(writers, remains, new Unforeseen(tree));
    }

    private Set<ProjectState> built() {
        return trace.intervals().stream()
                .map(interval -> byNumber.get(interval.name()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private void noteWriters(Interval interval) {
        ProjectState state = byNumber.get(interval.name());
        if (state == null) {
            return;
        }
        for (Access access : interval.accesses().list()) {
            writers.note(state, access, access.pid() != interval.pid());
            memory.note(state, access, interval);
        }
    }

    /** One project's view. */
    private final class Look {
        private final ProjectState state;
        private final Map<String, Observed> accesses = new TreeMap<>();
        private final Set<String> written = new TreeSet<>();
        private final Set<String> obstacles = new TreeSet<>();
        private boolean late;

        Look(ProjectState state) {
            this.state = state;
        }

        void add(Interval interval) throws IOException {
            obstacles.addAll(Unsteady.of(interval));
            Accesses seen = interval.accesses();
            seen.untraceable()
                    .forEach(
                            program -> obstacles.add("it can't be seen what " + program + " does"));
            for (Access access : seen.list()) {
                if (access.kind() == AccessKind.CONNECT) {
                    obstacles.add("it reaches for the network: " + access.path());
                }
                String path = Traces.inTree(access.path(), setting.inside().source());
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

        void addRemembered(Collection<ProcessMemory.Remembered> remembered) throws IOException {
            for (ProcessMemory.Remembered one : remembered) {
                look(one.kind(), one.path());
            }
        }

        // MSBuild takes for present what it has loaded for another project, without a look.
        void addLoaded() throws IOException {
            for (String file : mentions.asked(state, territory.texts())) {
                observe(Observed.Kind.LISTING_BUT_SOURCES, TreePath.parent(file));
            }
        }

        void addShared() throws IOException {
            trace.rest()
                    .untraceable()
                    .forEach(p -> obstacles.add("it can't be seen what " + p + " does"));
            addRemembered(shared.of(state));
        }

        private void checkOthers(Access access, String path, boolean program) {
            for (ProjectState writer : writers.of(access)) {
                boolean covered =
                        path != null && writer.project().owns(path) && state.isBuiltOn(writer);
                if (writer != state && !covered) {
                    obstacles.add(
                            "it reads " + access.path() + ", which " + writer.title() + " wrote");
                }
            }
            if (program) {
                for (ProjectState maker : writers.makers(state, access)) {
                    obstacles.add(
                            "it looks at the folder %s, which %s made"
                                    .formatted(access.path(), maker.title()));
                }
            }
        }

        // MSBuild looks at the folders of references before these write there, and knows no better.
        private void checkListing(Access access, String path, boolean program) {
            String shown = path == null ? access.path().toString() : path;
            for (ProjectState writer : writers.within(access)) {
                boolean theirs = path == null || TreePath.isWithin(path, writer.project().folder());
                if (writer != state && (program || !theirs)) {
                    obstacles.add("it lists " + shown + ", in which " + writer.title() + " wrote");
                }
            }
        }

        private void inTree(Access access, String path, boolean program) throws IOException {
            // Files alone are kept, with the folders in which they lie.
            if (access.kind() == AccessKind.MAKE_FOLDER && remains.isEmptyFolder(path)) {
                obstacles.add("it leaves the folder " + path + ", in which is nothing");
            }
            if (state.project().owns(path)) {
                return;
            }
            ProjectState owner = territory.owner(path);
            if (owner != null) {
                if (program || !isPassedThrough(access, path)) {
                    othersOutput(access, path, owner);
                    if (!program) {
                        foundLate(access, path, owner);
                    }
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

        private void othersOutput(Access access, String path, ProjectState owner) {
            if (Traces.changes(access.kind()) && access.errno() == 0) {
                obstacles.add("it writes " + path + " among the outputs of " + owner.title());
            } else if (!state.isBuiltOn(owner) && Traces.looks(access)) {
                obstacles.add(
                        "it looks at %s, an output of %s, to which it does not refer"
                                .formatted(path, owner.title()));
            }
        }

        // The same look, when it is evaluated: only now it is there.
        private void foundLate(Access access, String path, ProjectState owner) {
            if (Traces.looks(access) && access.errno() == 0 && missed.contains(path)) {
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
            if (writers.of(access).size() > 1) {
                obstacles.add("it is not the only project that writes " + path);
            }
            if (tree.state(path).equals("-")) {
                written.add(path);
            } else if (!isAsBefore(path)) {
                obstacles.add("it changes " + path + ", which is part of the source");
            }
        }

        // What is made of other sources and kept among the sources, mostly is up to date there. Of
        // what is in the key, that is known from before anything ran.
        private boolean isAsBefore(String path) throws IOException {
            return isInKey(path) && remains.isUnchanged(path);
        }

        private void look(AccessKind kind, String path) throws IOException {
            observe(kind == AccessKind.LIST ? Observed.Kind.LISTING : Observed.Kind.CONTENT, path);
        }

        private void observe(Observed.Kind asked, String path) throws IOException {
            String name = asked + path;
            if (!isInKey(path) && !accesses.containsKey(name)) {
                accesses.put(name, Observed.of(asked, path, tree));
            }
        }

        private boolean isInKey(String path) {
            DescribedProject project = state.project();
            return TreePath.isWithin(path, project.folder())
                            && !Tree.isOfGit(path + "/")
                            && !tree.leadsOverLink(path)
                    || project.items().contains(path)
                    || project.imports().contains(path);
        }

        Of result() throws IOException {
            late |= !obstacles.isEmpty() && strays().isEvaluatedLate(state, looks);
            return new Of(accesses.values().stream().sorted().toList(), written, obstacles, late);
        }
    }
}
