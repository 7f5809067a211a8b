package dev.buildserver.agent.sandbox;

import dev.buildserver.agent.process.Command;
import dev.buildserver.agent.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes commands run in sandboxes: with the machine's programs and libraries, what a plan shows, an
 * empty {@code /tmp}, and nothing else; as another user, who sees only processes of the sandbox.
 * They all end with its first one. Thread-safe.
 */
public final class Sandbox {
    private static final String TRACE = "/trace/records";

    /** Would change bubblewrap itself, were they in its own environment. */
    private static final Set<String> OF_THE_LOADER =
            Set.of("LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "LD_DEBUG", "LD_BIND_NOW");

    private final Optional<Bubblewrap> bubblewrap;
    private final SandboxFiles files;
    private final ImageIdentity identity;

    /**
     * @param bubblewrap empty where sandboxes are switched off
     */
    public Sandbox(Optional<Bubblewrap> bubblewrap, SandboxFiles files) {
        this.bubblewrap = bubblewrap;
        this.files = files;
        this.identity = new ImageIdentity(files.memory(), new SystemDigest(), System::nanoTime);
    }

    /** Why no command can run in a sandbox here; empty if it can. */
    public Optional<String> whyNot() {
        return bubblewrap.isEmpty()
                ? Optional.of("sandboxes are switched off (buildserver.agent.sandbox=none)")
                : bubblewrap.get().whyNot();
    }

    /** Why accesses to files can't be traced here; empty if they can. */
    public Optional<String> whyNotTraced() {
        Optional<String> why = whyNot();
        return why.isPresent() ? why : files.tracer().whyNot();
    }

    /**
     * Names all that the sandbox of a plan shows and that a build can't change: the SDK, the
     * machine's programs and libraries, read-only mounts, the tracer. May take seconds the first
     * time.
     *
     * @return {@code sha256:} and 64 hexadecimal digits
     */
    public String image(SandboxPlan plan) throws IOException {
        return identity.of(plan, files.fixed());
    }

    /**
     * The command that runs the given one in a sandbox, in {@link SandboxPlan#SOURCE}. Its exit
     * status is that of the given one.
     *
     * @param command program first, as it is called inside
     * @throws IllegalStateException where there can be none, see {@link #whyNot}
     */
    public Command wrap(SandboxPlan plan, List<String> command) throws IOException {
        return wrap(plan, SandboxPlan.SOURCE, command);
    }

    /**
     * As {@link #wrap(SandboxPlan, List)}.
     *
     * @param directory working directory inside
     */
    public Command wrap(SandboxPlan plan, String directory, List<String> command)
            throws IOException {
        whyNot().ifPresent(
                        why -> {
                            throw new IllegalStateException("There is no sandbox: " + why);
                        });
        List<String> words = new ArrayList<>();
        words.add(bubblewrap.orElseThrow().executable().toString());
        words.addAll(Bubblewrap.isolation(plan.network()));
        words.addAll(SystemFolders.arguments(plan.network()));
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        files.mounts(plan.network()).forEach(mount -> show(mount, words));
        plan.allMounts().forEach(mount -> show(mount, words));
        Map<String, String> environment = new HashMap<>(plan.environment());
        plan.trace().ifPresent(file -> trace(file, environment, words));
        for (String name : new TreeSet<>(OF_THE_LOADER)) {
            String value = environment.remove(name);
            if (value != null) {
                words.addAll(List.of("--setenv", name, value));
            }
        }
        words.addAll(List.of("--remount-ro", "/", "--chdir", directory, "--"));
        words.addAll(command);
        return new Command(words, Path.of("/"), environment);
    }

    private void trace(Path file, Map<String, String> environment, List<String> words) {
        Tracer tracer = files.tracer();
        tracer.whyNot()
                .ifPresent(
                        why -> {
                            throw new IllegalStateException("There is no tracer: " + why);
                        });
        show(Mount.writable(file, TRACE), words);
        show(
                Mount.writable(TraceFile.intact(file), TraceFile.intact(Path.of(TRACE)).toString()),
                words);
        show(tracer.mount(), words);
        environment.put("BUILDSERVER_TRACE", TRACE);
        environment.merge("LD_PRELOAD", Tracer.PLACE, (theirs, ours) -> ours + ":" + theirs);
    }

    private static void show(Mount mount, List<String> words) {
        words.add(mount.writable() ? "--bind" : "--ro-bind");
        words.add(mount.host().toString());
        words.add(mount.inside());
    }
}
