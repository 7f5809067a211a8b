package dev.buildserver.benchmarks.proof.catalogue;

import java.util.List;
import java.util.function.Consumer;

/** Projects whose outputs can't be kept. */
final class RefusedCases {
    private static final Consumer<CaseFolder> BODY = c -> c.replace("Lib/C.cs", "+ 10", "+ 11");

    private RefusedCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        others(cases);
        between(cases);
        unseen(cases);
        notPlain(cases);
        chance(cases);
        unsteady(cases);
        world(cases);
        return cases.all();
    }

    private static void others(Cases cases) {
        cases.add(
                        "BuiltByATask",
                        // Who of the two comes first decides whether it writes there or looks
                        // there, and whether Other is built by itself.
                        "Lib UNCACHED Other/BuiltByATask.Other.csproj",
                        c ->
                                c.library(
                                                "Lib",
                                                "<Target Name=\"More\" AfterTargets=\"Build\"><MSBuild Projects=\"../Other/BuiltByATask.Other.csproj\" Targets=\"Build\" /></Target>")
                                        .library("Other", ""),
                        c -> c.replace("Other/C.cs", "+ 10", "+ 11"))
                .add(
                        "WritesIntoAnother",
                        "Lib UNCACHED among the outputs of",
                        c -> c.library("Lib", INTO_ANOTHER).library("Other", ""),
                        BODY)
                .add(
                        "WroteIntoAnother",
                        "Lib MISS",
                        // Other is a hit where its build without the intruder is known by now.
                        "Lib UNCACHED among the outputs of",
                        c -> c.library("Lib", INTO_ANOTHER).library("Other", ""),
                        c -> c.changeProject("Lib", text -> text.replace(INTO_ANOTHER, "")))
                .add(
                        "LooksAtAnother",
                        "Lib UNCACHED to which it does not refer",
                        c ->
                                c.library(
                                                "Lib",
                                                after(
                                                        "test -e ../Other/bin/Release/netstandard2.1/none || echo none > $(OutDir)x.txt"))
                                        .library("Other", ""),
                        BODY)
                .add(
                        "ChangesItsSource",
                        "Lib UNCACHED part of the source",
                        c ->
                                c.library("Lib", after("cp ../notes/from.txt ../notes/to.txt"))
                                        .file("notes/from.txt", "1\n")
                                        .file("notes/to.txt", "0\n"),
                        BODY);
    }

    private static void between(Cases cases) {
        cases.add(
                        "ThroughTheTempFolder",
                        "Lib UNCACHED no part of the tree, App UNCACHED wrote",
                        c ->
                                c.library(
                                                "Lib",
                                                after("cat data.txt > ${TMPDIR:-/tmp}/through.txt"))
                                        .file("Lib/data.txt", "1\n")
                                        .library(
                                                "App",
                                                after(
                                                        "cat ${TMPDIR:-/tmp}/through.txt > $(OutDir)x.txt"),
                                                "Lib"),
                        c -> c.replace("App/C.cs", "+ 10", "+ 11"))
                .add(
                        "ListsWhereAnotherWrites",
                        "Lib MISS, App UNCACHED in which",
                        c ->
                                c.library(
                                                "Lib",
                                                after(
                                                        "mkdir -p ../dist; touch ../dist/`cat ../name.txt`"))
                                        .file("name.txt", "a\n")
                                        .library(
                                                "App", after("ls ../dist > $(OutDir)x.txt"), "Lib"),
                        c -> c.file("name.txt", "b\n"));
    }

    private static void unseen(Cases cases) {
        cases.add(
                        "MemoryWithAName",
                        "Lib UNCACHED no part of the tree, App UNCACHED wrote",
                        c ->
                                c.library("Lib", after("cat data.txt > /dev/shm/named.txt"))
                                        .file("Lib/data.txt", "1\n")
                                        .library(
                                                "App",
                                                after("cat /dev/shm/named.txt > $(OutDir)x.txt"),
                                                "Lib"),
                        c -> c.file("Lib/data.txt", "2\n"))
                .add(
                        "OverALinkOfItsOwn",
                        "Lib UNCACHED symbolic link",
                        c ->
                                c.library(
                                                "Lib",
                                                after(
                                                        "ln -s `pwd`/../data /tmp/own; cat /tmp/own/a.txt > $(OutDir)x.txt; rm /tmp/own"))
                                        .file("data/a.txt", "1\n"),
                        c -> c.file("data/a.txt", "2\n"));
    }

    private static void notPlain(Cases cases) {
        cases.add(
                        "EmptyFolder",
                        "Lib UNCACHED in which is nothing, App MISS",
                        c ->
                                c.library("Lib", after("mkdir $(OutDir)logs"))
                                        .program(
                                                "App",
                                                after(
                                                        "test -d ../Lib/bin/Release/netstandard2.1/logs; echo $? > $(OutDir)x.txt"),
                                                "Lib"),
                        c -> c.replace("App/C.cs", "+ 10", "+ 11"))
                .add(
                        "LinksAsCopies",
                        "Lib MISS, App UNCACHED is a link",
                        c ->
                                c.library("Lib", "")
                                        .program(
                                                "App",
                                                "<PropertyGroup><CreateSymbolicLinksForCopyFilesToOutputDirectoryIfPossible>true</CreateSymbolicLinksForCopyFilesToOutputDirectoryIfPossible></PropertyGroup>",
                                                "Lib"),
                        BODY)
                .add(
                        "NoAssemblyAnyMore",
                        "Lib MISS",
                        c -> c.library("Lib", after("cp C.cs $(OutDir)NoAssemblyAnyMore.Lib.dll")),
                        BODY);
    }

    private static void chance(Cases cases) {
        cases.random(
                        "NotDeterministic",
                        "Lib UNCACHED Deterministic is false",
                        c ->
                                c.library(
                                        "Lib",
                                        "<PropertyGroup><Deterministic>false</Deterministic></PropertyGroup>"))
                .random(
                        "StarInTheVersion",
                        "Lib UNCACHED star",
                        c ->
                                c.library(
                                        "Lib",
                                        "<PropertyGroup><Deterministic>false</Deterministic><AssemblyVersion>1.0.*</AssemblyVersion></PropertyGroup>"))
                .random(
                        "TimeInAProperty",
                        "Lib UNCACHED time",
                        c ->
                                c.library(
                                        "Lib",
                                        "<PropertyGroup><Company>$([System.DateTime]::UtcNow.Ticks)</Company></PropertyGroup>"))
                .random(
                        "IdInAProperty",
                        "Lib UNCACHED chance",
                        c ->
                                c.library(
                                        "Lib",
                                        "<PropertyGroup><Company>$([System.Guid]::NewGuid())</Company></PropertyGroup>"));
    }

    private static void unsteady(Cases cases) {
        cases.random(
                        "TimeByAProgram",
                        "Lib UNCACHED runs date",
                        c -> c.library("Lib", after("date +%25s%25N > $(OutDir)x.txt")))
                .random(
                        "ChanceByAProgram",
                        "Lib UNCACHED random",
                        c ->
                                c.library(
                                        "Lib",
                                        after("cat /proc/sys/kernel/random/uuid > $(OutDir)x.txt")))
                .random(
                        "RandomName",
                        "Lib UNCACHED chance",
                        c ->
                                c.library(
                                        "Lib",
                                        "<PropertyGroup><Company>$([System.IO.Path]::GetRandomFileName())</Company></PropertyGroup>"))
                .random(
                        "TimesOfFiles",
                        "Lib UNCACHED times of files",
                        c ->
                                c.library(
                                        "Lib",
                                        "<Target Name=\"More\" AfterTargets=\"Build\"><WriteLinesToFile File=\"$(OutDir)x.txt\" Lines=\"@(Compile->'%(ModifiedTime)')\" /></Target>"));
    }

    private static void world(Cases cases) {
        cases.add(
                        "Network",
                        "Lib UNCACHED network",
                        c ->
                                c.library(
                                        "Lib",
                                        after(
                                                "bash -c 'echo x > /dev/tcp/127.0.0.1/9' 2&gt; /dev/null; true")),
                        BODY)
                .add(
                        "Commit",
                        "Lib MISS",
                        c ->
                                c.library(
                                        "Lib",
                                        after(
                                                "cat $(MSBuildProjectDirectory)/../../../.git/HEAD > $(OutDir)commit.txt")),
                        Cases.NOTHING);
    }

    private static String after(String command) {
        return "<Target Name=\"More\" AfterTargets=\"Build\"><Exec Command=\"%s\" /></Target>"
                .formatted(command);
    }

    private static final String INTO_ANOTHER =
            after(
                    "mkdir -p ../Other/bin/Release/netstandard2.1 &amp;&amp; echo left > ../Other/bin/Release/netstandard2.1/left.txt");
}
