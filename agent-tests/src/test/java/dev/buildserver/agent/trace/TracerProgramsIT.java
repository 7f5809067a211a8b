package dev.buildserver.agent.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.buildserver.agent.process.Exit;
import dev.buildserver.agent.sandbox.SandboxFixture;
import dev.buildserver.agent.sandbox.SandboxPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs with ways of their own to files: threads, system calls, environments, descriptors. */
class TracerProgramsIT {
    @TempDir Path folder;
    private SandboxFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new SandboxFixture(folder);
        write("a.txt", "a");
        write("b.txt", "b");
        write("c.txt", "c");
        write("d/inside", "d");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void python() throws Exception {
        // Given: a machine on which builds can run Python at all. Nobody needs it to build this
        // project, and no program that everybody has does what it does to descriptors.
        assumeTrue(isInSandbox("python3"), "NOT RUN: there is no python3 in /usr");
        write(
                "x.py",
                """
                import glob, os, subprocess, threading
                def look(name):
                    for i in range(50): os.path.exists('t-%d-%d' % (name, i))
                threads = [threading.Thread(target=look, args=(n,)) for n in range(8)]
                [t.start() for t in threads]
                [t.join() for t in threads]
                folder = os.open('d', os.O_RDONLY)
                os.stat('inside', dir_fd=folder)
                list(os.scandir('d'))
                glob.glob('*.none')
                subprocess.run(['/bin/cat', 'a.txt'], env={}, close_fds=True)
                os.waitpid(os.posix_spawn('/bin/cat', ['cat', 'b.txt'], {}), 0)
                os.system('cat c.txt')
                os.closerange(3, 2000)
                with open('own', 'w') as own:
                    os.path.exists('late')
                    own.write('mine')
                if os.fork() == 0:
                    os.execve('/bin/cat', ['cat', 'd/inside'], {})
                os.wait()
                """);

        // When
        AttributedTrace trace = traced("[ -e /@bx@ ]; python3 x.py; [ -e /@fx@ ]");

        // Then
        Accesses accesses = trace.intervals().get(0).accesses();
        assertThat(accesses.untraceable()).isEmpty();
        assertThat(of(accesses, AccessKind.READ))
                .contains("/src/a.txt", "/src/b.txt", "/src/c.txt", "/src/d/inside", "/src/x.py");
        assertThat(of(accesses, AccessKind.PROBE)).contains("/src/d/inside", "/src/late");
        assertThat(of(accesses, AccessKind.LIST)).contains("/src", "/src/d");
        Set<String> looked = new HashSet<>();
        for (int thread = 0; thread < 8; thread++) {
            for (int i = 0; i < 50; i++) {
                looked.add("/src/t-" + thread + "-" + i);
            }
        }
        assertThat(of(accesses, AccessKind.PROBE)).containsAll(looked);
        assertThat(fixture.workspace().resolve("own")).hasContent("mine");
    }

    @Test
    void node() throws Exception {
        // Given
        String node = pathOfNode();
        write(
                "x.js",
                """
                const fs = require('fs'), children = require('child_process');
                fs.statSync('a.txt'); fs.existsSync('none'); fs.readdirSync('d');
                children.spawnSync('/bin/cat', ['b.txt'], { env: {} });
                Promise.all([fs.promises.readFile('c.txt'), fs.promises.lstat('d/inside')])
                    .then(() => fs.writeFileSync('out', 'x'));
                """);

        // When
        AttributedTrace trace = traced("[ -e /@bx@ ]; " + node + " x.js; [ -e /@fx@ ]");

        // Then
        Accesses accesses = trace.intervals().get(0).accesses();
        assertThat(accesses.untraceable()).isEmpty();
        assertThat(of(accesses, AccessKind.READ)).contains("/src/b.txt", "/src/c.txt", "/src/x.js");
        assertThat(of(accesses, AccessKind.PROBE))
                .contains("/src/a.txt", "/src/none", "/src/d/inside");
        assertThat(of(accesses, AccessKind.LIST)).contains("/src/d");
        assertThat(of(accesses, AccessKind.WRITE)).contains("/src/out");
    }

    @Test
    void aBuildWithTheSdk() throws Exception {
        // Given
        write(
                "nuget.config",
                "<configuration><packageSources><clear/></packageSources></configuration>");
        write("lib/Class.cs", "public class Class {}");
        write(
                "lib/lib.csproj",
                "<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup>"
                        + "<TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>"
                        + "<Import Project='../more.props' Condition=\"Exists('../more.props')\" />"
                        + "<Target Name='Peek' BeforeTargets='CoreCompile'>"
                        + "<Exec Command='cat ../a.txt | wc -c' /></Target></Project>");

        // When
        AttributedTrace trace =
                traced("[ -e /@bx@ ]; dotnet build lib -c Release -nr:false; [ -e /@fx@ ]");

        // Then
        assertThat(fixture.lines())
                .as("%s", fixture.lines())
                .anyMatch(l -> l.contains("0 Error(s)"));
        Accesses project = trace.intervals().get(0).accesses();
        assertThat(project.untraceable()).isEmpty();
        assertThat(trace.rest().untraceable()).isEmpty();
        assertThat(of(project, AccessKind.READ)).contains("/src/lib/lib.csproj", "/src/a.txt");
        assertThat(project.list())
                .filteredOn(Access::absent)
                .extracting(access -> access.path().toString())
                .contains(
                        "/src/more.props", "/src/Directory.Build.props", "/src/lib/.editorconfig");
        // The compiler server is everybody's.
        assertThat(of(trace.rest(), AccessKind.READ)).contains("/src/lib/Class.cs");
        assertThat(Files.exists(fixture.workspace().resolve("lib/bin/Release"))).isTrue();
    }

    @Test
    void functionsOfTheCLibraryThatPythonLooksUpByName() throws Exception {
        // Given
        assumeTrue(isInSandbox("python3"), "NOT RUN: there is no python3 in /usr");
        write(
                "x.py",
                """
                import ctypes, os
                from multiprocessing import shared_memory
                libc = ctypes.CDLL('libc.so.6')
                libc.open(b'a.txt', 0)
                libc.dlsym.restype = ctypes.c_void_p
                libc.dlsym.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
                found = libc.dlsym(libc._handle, b'unlink')
                ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p)(found)(b'b.txt')
                libc.inotify_add_watch(libc.inotify_init(), b'd', 2)
                os.fchmod(os.open('c.txt', os.O_RDONLY), 0o600)
                os.listxattr('d/inside')
                memory = shared_memory.SharedMemory('own', create=True, size=9)
                memory.unlink()
                """);

        // When
        AttributedTrace trace = traced("[ -e /@bx@ ]; python3 x.py; [ -e /@fx@ ]");

        // Then
        Accesses accesses = trace.intervals().get(0).accesses();
        assertThat(accesses.untraceable()).isEmpty();
        assertThat(of(accesses, AccessKind.READ)).contains("/src/a.txt");
        assertThat(of(accesses, AccessKind.REMOVE)).contains("/src/b.txt", "/dev/shm/own");
        assertThat(of(accesses, AccessKind.PROBE)).contains("/src/d", "/src/d/inside");
        assertThat(of(accesses, AccessKind.UPDATE)).contains("/src/c.txt", "/dev/shm/own");
    }

    @Test
    void functionsOfTheCLibraryThatDotnetImportsByName() throws Exception {
        // Given
        write(
                "x.proj",
                """
                <Project>
                  <UsingTask TaskName="Peek" TaskFactory="RoslynCodeTaskFactory"
                      AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
                    <Task><Code Type="Class" Language="cs"><![CDATA[
                      using System.Runtime.InteropServices;
                      public class Peek : Microsoft.Build.Utilities.Task {
                        [DllImport("libc")] static extern int open(string path, int flags);
                        [DllImport("libc.so.6")] static extern int rename(string old, string now);
                        public override bool Execute() {
                          return open("a.txt", 0) > 0 && rename("b.txt", "z.txt") == 0;
                        }
                      }
                    ]]></Code></Task>
                  </UsingTask>
                  <Target Name="Build"><Peek /></Target>
                </Project>
                """);

        // When
        AttributedTrace trace =
                traced("[ -e /@bx@ ]; dotnet msbuild x.proj -nr:false && touch ok; [ -e /@fx@ ]");

        // Then
        assertThat(fixture.workspace().resolve("ok")).as("%s", fixture.lines()).exists();
        Accesses accesses = trace.intervals().get(0).accesses();
        assertThat(accesses.untraceable()).isEmpty();
        assertThat(of(accesses, AccessKind.READ)).contains("/src/a.txt");
        assertThat(of(accesses, AccessKind.WRITE)).contains("/src/z.txt");
    }

    private AttributedTrace traced(String script) throws Exception {
        SandboxPlan plan = fixture.traced();
        Exit exit = fixture.run(plan, script + " ; true");
        assertThat(exit.success()).as("%s", fixture.lines()).isTrue();
        AttributedTrace trace =
                AttributedTrace.read(plan.trace().orElseThrow(), Program::isCompilerServer);
        assertThat(trace.damage()).as("%s", fixture.lines()).isEmpty();
        return trace;
    }

    private static List<String> of(Accesses accesses, AccessKind kind) {
        return accesses.list().stream()
                .filter(access -> access.kind() == kind)
                .map(access -> access.path().toString())
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    // Whoever builds this project has it, but not always in /usr, where a sandbox shows it.
    private String pathOfNode() throws Exception {
        if (isInSandbox("node")) {
            return "node";
        }
        Process asked = new ProcessBuilder("node", "-p", "process.execPath").start();
        Path program = Path.of(new String(asked.getInputStream().readAllBytes()).strip());
        Files.copy(program, fixture.workspace().resolve("node"));
        return "./node";
    }

    private boolean isInSandbox(String program) throws Exception {
        return fixture.run(fixture.plan(), "command -v " + program).success();
    }

    private void write(String name, String text) throws Exception {
        Path file = fixture.workspace().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
