package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of a repository that MSBuild evaluates: projects, and what they may import.
 *
 * @param byPath content by path in the tree
 */
record ProjectTexts(Map<String, String> byPath) {
    private static final List<String> PROJECTS = List.of(".csproj", ".fsproj", ".vbproj");
    private static final List<String> IMPORTS = List.of(".props", ".targets", "proj", "proj.user");

    /** Imported by MSBuild or built with a solution, without being named in any of the others. */
    private static final Pattern UNNAMED =
            Pattern.compile(
                    "directory\\.(?:solution|packages)\\..*|(?:before|after)\\..*\\.sln\\.targets"
                            + "|.*proj\\..*|.*proj");

    private static final Pattern SEVERAL_FRAMEWORKS =
            Pattern.compile("TargetFrameworks\\s*>", Pattern.CASE_INSENSITIVE);

    /** Who refers to a project may have it built in another way as well. */
    private static final Pattern VARIANTS =
            Pattern.compile(
                    "\\b(?:AdditionalProperties|Set(?:Configuration|Platform|TargetFramework))\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern ANALYZERS =
            Pattern.compile(
                    "<Analyzer\\b|\\bOutputItemType(?:\\s*=\\s*[\"']|>)\\s*Analyzer\\b",
                    Pattern.CASE_INSENSITIVE);

    /** Options of compilers that no property holds, and those that take sources by a pattern. */
    private static final Pattern OPTION_FILES =
            Pattern.compile(
                    "\\b(?:CompilerResponseFile|ResponseFiles)\\b|[-/]recurse:",
                    Pattern.CASE_INSENSITIVE);

    private static final String FOR_ALL = "directory.build.";

    /** As a file above all projects. */
    private static final String OF_THE_JOB = FOR_ALL + "job";

    /** Whatever MSBuild imports has it. */
    private static final String ROOT = "<Project";

    /** First two bytes of UTF-16, in either order, as a signed number. */
    private static final Set<Integer> BYTE_ORDER =
            Set.of((int) (short) 0xFEFF, (int) (short) 0xFFFE);

    /**
     * @param tracked paths in the tree
     */
    static ProjectTexts of(Path source, Collection<String> tracked) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        Imports imports = new Imports();
        Set<String> seen = new HashSet<>();
        Set<String> added =
                tracked.stream().filter(ProjectTexts::isOfMSBuild).collect(Collectors.toSet());
        while (!added.isEmpty()) {
            for (String path : added) {
                seen.add(path);
                Path file = source.resolve(path);
                if (Files.isRegularFile(file)) {
                    String text = read(file);
                    if (isOfMSBuild(path) || text.contains(ROOT)) {
                        texts.put(path, text);
                        imports.read(text);
                    }
                }
            }
            Set<String> names = imports.names();
            added =
                    tracked.stream()
                            .filter(path -> names.contains(name(path)) && !seen.contains(path))
                            .collect(Collectors.toSet());
        }
        return new ProjectTexts(texts);
    }

    /**
     * The same, with the properties of a job.
     *
     * @param properties values by name, as they stand on a command line
     */
    ProjectTexts with(Map<String, String> properties) {
        StringBuilder text = new StringBuilder(ROOT + "><PropertyGroup>");
        properties.forEach(
                (name, value) ->
                        text.append("<%1$s><![CDATA[%2$s]]></%1$s>".formatted(name, value)));
        Map<String, String> all = new TreeMap<>(byPath);
        all.put(OF_THE_JOB, text.append("</PropertyGroup></Project>").toString());
        return new ProjectTexts(all);
    }

    /** A file's text, where it is UTF-8 or says that it is UTF-16; other bytes are replaced. */
    static String read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new String(bytes, isUtf16(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }

    private static boolean isUtf16(byte[] bytes) {
        return bytes.length > 1 && BYTE_ORDER.contains(bytes[0] << Byte.SIZE | bytes[1] & 0xFF);
    }

    /** What the properties of a job are as a text; empty where there is none. */
    String ofTheJob() {
        return byPath.getOrDefault(OF_THE_JOB, "");
    }

    private static boolean isOfMSBuild(String path) {
        return isProject(path) || endsWith(path, IMPORTS);
    }

    static boolean isProject(String path) {
        return endsWith(path, PROJECTS);
    }

    /** Projects that are, or may be, built in several ways, such as for several frameworks. */
    List<String> ofSeveralWays() {
        return byPath.values().stream().anyMatch(text -> VARIANTS.matcher(text).find())
                ? byPath.keySet().stream().filter(ProjectTexts::isProject).toList()
                : projects(SEVERAL_FRAMEWORKS);
    }

    /**
     * Projects with analyzers, or perhaps with some, that are no package's: they may read anything.
     */
    List<String> withAnalyzers() {
        return projects(ANALYZERS);
    }

    /** Projects whose compilers may be given sources of which MSBuild knows nothing. */
    List<String> withOptionFiles() {
        return projects(OPTION_FILES);
    }

    // Those that read a file in which it is found.
    private List<String> projects(Pattern naming) {
        List<String> found =
                byPath.keySet().stream()
                        .filter(path -> naming.matcher(byPath.get(path)).find())
                        .toList();
        return byPath.keySet().stream()
                .filter(ProjectTexts::isProject)
                .filter(path -> found.stream().anyMatch(text -> mayConcern(text, path)))
                .toList();
    }

    /** Whether a project may read a file of MSBuild. */
    static boolean mayConcern(String text, String project) {
        return text.equals(project)
                || !isProject(text) && (!isForAll(text) || project.startsWith(folder(text)));
    }

    /** Whether it is imported by all projects below its folder, without being named. */
    static boolean isForAll(String path) {
        return name(path).toLowerCase(Locale.ROOT).startsWith(FOR_ALL);
    }

    /** Whether it counts although no other file names it. */
    static boolean isUnnamed(String path) {
        return UNNAMED.matcher(name(path).toLowerCase(Locale.ROOT)).matches();
    }

    /** A file's name in its folder. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** With a slash at the end; the root is empty. */
    static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static boolean endsWith(String path, List<String> endings) {
        return endings.stream().anyMatch(path::endsWith);
    }
}
