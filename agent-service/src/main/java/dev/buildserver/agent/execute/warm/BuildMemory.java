package dev.buildserver.agent.execute.warm;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.build.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the last build in a workspace that compiled all was made of. It is forgotten before anything
 * is changed and written again after that, so that a build that was killed is never built upon: a
 * compiler that dies half-way leaves a file that is newer than its sources.
 */
public final class BuildMemory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NAMED = 3;

    private final Path source;
    private final Path file;
    private final String options;
    private final Map<String, String> properties;
    private final UnaryOperator<Path> outside;

    /**
     * @param source root of the tree, a Git checkout; other trees are never built upon
     * @param options everything besides the files that outputs depend on
     * @param properties those of them that a job gives to all projects
     * @param outside where a file is that processes of a build named
     */
    public BuildMemory(
            Path source,
            String options,
            Map<String, String> properties,
            UnaryOperator<Path> outside) {
        this.source = source;
        this.properties = Map.copyOf(properties);
        this.outside = outside;
        // Git's own folder: it goes with the workspace, and is no part of the source.
        this.file = source.resolve(".git/buildserver-last-build.json");
        this.options = Digests.of(options);
    }

    /** What has to be done now. */
    public Decision decide() throws IOException {
        Optional<Content> last = read();
        Optional<TrackedFiles> now = TrackedFiles.of(source);
        if (last.isEmpty() || now.isEmpty()) {
            return Decision.everything("no earlier build to go on from");
        }
        if (!last.get().options().equals(options)) {
            return Decision.everything("the last build here had other options or another SDK");
        }
        Optional<String> submodule = now.get().submodule();
        if (submodule.isPresent()) {
            return Decision.everything(
                    submodule.get() + " is a submodule, of which it is not known what changed");
        }
        TrackedFiles before = new TrackedFiles(last.get().files());
        List<String> critical = now.get().criticalChangesSince(before);
        if (!critical.isEmpty()) {
            return Decision.everything(named(critical) + " changed");
        }
        List<String> changes = now.get().changesSince(before);
        ProjectTexts texts = ProjectTexts.of(source, now.get().ids().keySet()).with(properties);
        Optional<String> unsure = unsure(before, now.get(), changes, texts);
        if (unsure.isPresent()) {
            return Decision.everything(unsure.get());
        }
        List<String> unclear = EarlierWarnings.unclearAfter(changes, last.get().diagnostics());
        if (!unclear.isEmpty()) {
            return Decision.everything(
                    named(unclear) + " changed, and the last build warned of such");
        }
        boolean otherPackages =
                new EvaluatedFiles(texts).decideOnPackages(changes, before.ids().keySet());
        return goOn(last.get(), changes, otherPackages);
    }

    private Decision goOn(Content last, List<String> changes, boolean otherPackages)
            throws IOException {
        Map<String, String> restored = last.restored();
        boolean intact =
                !otherPackages
                        && !EarlierWarnings.needRestore(last.diagnostics())
                        && !restored.isEmpty()
                        && restored.equals(RestoredFiles.digests(source))
                        && RestoredFiles.stillHold(source, restored, outside);
        return new Decision(
                !intact,
                false,
                intact
                        ? changes.size() + " changed source file(s), nothing that restore reads"
                        : changes.size()
                                + " changed source file(s), packages to be looked at again");
    }

    /** Why MSBuild might leave something as it was that a fresh build makes otherwise. */
    private Optional<String> unsure(
            TrackedFiles before, TrackedFiles now, List<String> changes, ProjectTexts texts)
            throws IOException {
        List<String> older = olderThanTheLastBuild(changes);
        if (!older.isEmpty()) {
            return Optional.of(
                    named(older) + " changed, but is older than the last build: a clock was set");
        }
        Set<String> paths = now.ids().keySet();
        List<String> content = new ArrayList<>(new OtherNames(texts).critical(changes, paths));
        content.addAll(new ContentFiles(source, paths).critical(changes));
        if (!content.isEmpty()) {
            return Optional.of(named(content) + " changed, which MSBuild may not notice");
        }
        EvaluatedFiles files = new EvaluatedFiles(texts);
        if (files.lookAtGit()) {
            return Optional.of("projects read what is in .git");
        }
        List<String> evaluated = files.critical(changes, before.ids().keySet());
        if (!evaluated.isEmpty()) {
            return Optional.of(named(evaluated) + " changed, which projects may look at");
        }
        Optional<String> caught = new OutputGlobs(source, paths, texts).caught();
        if (caught.isPresent()) {
            return caught;
        }
        OwnTargets own = new OwnTargets(source, texts);
        Optional<String> looked = new LookedForOutputs(source, paths, texts).found(own.projects());
        if (looked.isPresent()) {
            return looked;
        }
        return own.shared()
                .map(file -> file + " has targets that may depend on what they made before");
    }

    // Of these, MSBuild would take what it made of them before for what it would make now.
    private List<String> olderThanTheLastBuild(List<String> changes) throws IOException {
        FileTime built = Files.getLastModifiedTime(file);
        List<String> older = new ArrayList<>();
        for (String path : changes) {
            Path changed = source.resolve(path);
            if (Files.exists(changed, LinkOption.NOFOLLOW_LINKS)
                    && Files.getLastModifiedTime(changed, LinkOption.NOFOLLOW_LINKS)
                                    .compareTo(built)
                            < 0) {
                older.add(path);
            }
        }
        return older;
    }

    /**
     * Removes the outputs of projects whose targets may depend on what they made before, or that
     * would tell some of their warnings alone, or old ones; and has MSBuild make again what it
     * would not.
     *
     * @param earlier diagnostics of the last build
     * @return the projects
     */
    public List<String> prepare(List<Diagnostic> earlier) throws IOException {
        Set<String> tracked = TrackedFiles.paths(source);
        FixedInputs.age(source, tracked);
        ProjectTexts texts = ProjectTexts.of(source, tracked).with(properties);
        Set<String> warned = EarlierWarnings.projects(earlier);
        Set<String> unclear = new HashSet<>(EarlierWarnings.projectsOfOtherTools(earlier));
        unclear.retainAll(tracked);
        unclear.addAll(texts.withAnalyzers());
        unclear.addAll(texts.withOptionFiles());
        texts.ofSeveralWays().stream().filter(warned::contains).forEach(unclear::add);
        return new OwnTargets(source, texts).removeOutputs(unclear);
    }

    /** From now on, the workspace is not to be built upon. */
    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Errors and warnings of the last build, or none where nothing is remembered. */
    public List<Diagnostic> diagnostics() {
        return read().map(Content::diagnostics).orElse(List.of());
    }

    /** Those of them that restore told. */
    public List<Diagnostic> ofRestore() {
        return read().map(Content::ofRestore).orElse(List.of());
    }

    /**
     * The workspace holds the outputs of a successful build.
     *
     * @param diagnostics of that build
     * @param ofRestore those of them that restore told
     */
    public void remember(List<Diagnostic> diagnostics, List<Diagnostic> ofRestore)
            throws IOException {
        Optional<TrackedFiles> files = TrackedFiles.of(source);
        if (files.isPresent()) {
            Content content =
                    new Content(
                            options,
                            files.get().ids(),
                            RestoredFiles.digests(source),
                            diagnostics,
                            ofRestore);
            Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
            Files.write(unfinished, JSON.writeValueAsBytes(content));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Optional<Content> read() {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(JSON.readValue(file.toFile(), Content.class))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String named(List<String> paths) {
        String first = String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())));
        return paths.size() > NAMED ? first + " and " + (paths.size() - NAMED) + " more" : first;
    }

    /**
     * The file's content.
     *
     * @param files content by path
     * @param restored digest by path
     */
    record Content(
            String options,
            Map<String, String> files,
            Map<String, String> restored,
            List<Diagnostic> diagnostics,
            List<Diagnostic> ofRestore) {
        Content {
            diagnostics = diagnostics == null ? List.of() : List.copyOf(diagnostics);
            ofRestore = ofRestore == null ? List.of() : List.copyOf(ofRestore);
        }
    }
}
