package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The targets that a repository brings. On the outputs of an earlier build they may do something
 * else than in a fresh tree: MSBuild leaves them out where the inputs that they name are older than
 * their outputs, scripts look whether a file is there, and lines are added to those of last time.
 */
final class OwnTargets {
    private static final Pattern WILDCARD_IMPORT = Pattern.compile("<Import\\b[^<*]*+\\*");

    /** A folder of outputs that is not, or may not be, that of the project. */
    private static final Pattern OUTPUTS_ELSEWHERE =
            Pattern.compile(
                    "(?:\\.\\.|\\$\\(\\w*(?:SolutionDir|Root|Base|ThisFile)\\w*\\))[^\"'<>;\\s]*(?<=[/\\\\)])(?:bin|obj)\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final List<String> OUTPUT_FOLDERS = List.of("bin", "obj");

    private final Path source;
    private final Map<String, String> texts;

    OwnTargets(Path source, ProjectTexts texts) {
        this.source = source;
        this.texts = texts.byPath();
    }

    /**
     * A file with such targets, of which it is not known which projects import it, where they leave
     * what, or what they find of others.
     */
    Optional<String> shared() {
        Stream<String> projects =
                projects().stream().filter(path -> mayHaveOutputsElsewhere(path) || lists(path));
        Stream<String> imports =
                imports()
                        .filter(
                                path ->
                                        isImported(path)
                                                || ProjectTexts.isForAll(path) && lists(path));
        return Stream.concat(imports, projects).findFirst();
    }

    private boolean lists(String path) {
        return TargetText.listsFiles(texts.get(path));
    }

    // A file above may say so for all projects below it.
    private boolean mayHaveOutputsElsewhere(String project) {
        return texts.entrySet().stream()
                .filter(text -> isOrIsAbove(text.getKey(), project))
                .anyMatch(text -> OUTPUTS_ELSEWHERE.matcher(text.getValue()).find());
    }

    private static boolean isOrIsAbove(String text, String project) {
        return text.equals(project)
                || ProjectTexts.isForAll(text) && project.startsWith(ProjectTexts.folder(text));
    }

    /** Projects with such targets, those included that have them from a folder above. */
    List<String> projects() {
        List<String> above =
                imports().filter(ProjectTexts::isForAll).map(ProjectTexts::folder).toList();
        return texts.keySet().stream()
                .filter(ProjectTexts::isProject)
                .filter(
                        path ->
                                TargetText.dependsOnThePast(texts.get(path))
                                        || above.stream().anyMatch(path::startsWith))
                .toList();
    }

    private Stream<String> imports() {
        return texts.keySet().stream()
                .filter(path -> !ProjectTexts.isProject(path))
                .filter(path -> TargetText.dependsOnThePast(texts.get(path)));
    }

    /**
     * Removes the outputs of these projects; what restore wrote stays.
     *
     * @param more projects
     * @return the projects
     */
    List<String> removeOutputs(Collection<String> more) throws IOException {
        Set<String> projects = new TreeSet<>(projects());
        projects.addAll(more);
        for (String project : projects) {
            Path folder = source.resolve(project).getParent();
            for (String name : OUTPUT_FOLDERS) {
                Path outputs = folder.resolve(name);
                if (Files.isDirectory(outputs, LinkOption.NOFOLLOW_LINKS)) {
                    Files.walkFileTree(outputs, new Removal());
                }
            }
        }
        return List.copyOf(projects);
    }

    // Those that a repository only ships to others are not its own. Those for all projects of a
    // folder are found there, but may be imported elsewhere, too.
    private boolean isImported(String path) {
        String name = ProjectTexts.name(path);
        if (ProjectTexts.isUnnamed(path)) {
            return true;
        }
        return texts.entrySet().stream()
                .filter(other -> !other.getKey().equals(path))
                .map(Map.Entry::getValue)
                .anyMatch(
                        text ->
                                text.contains(name)
                                        || !ProjectTexts.isForAll(path)
                                                && WILDCARD_IMPORT.matcher(text).find());
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (!RestoredFiles.isOfRestore(file.getFileName().toString())) {
                Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
        }

        // A script may make it again, or look for it.
        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
            FileVisitResult result = super.postVisitDirectory(folder, failure);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
                if (left.iterator().hasNext()) {
                    return result;
                }
            }
            Files.delete(folder);
            return result;
        }
    }
}
