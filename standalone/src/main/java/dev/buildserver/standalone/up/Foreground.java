package dev.buildserver.standalone.up;

import dev.buildserver.embedded.process.LoopbackPorts;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.LauncherException;
import dev.buildserver.standalone.runtime.Hooks;
import dev.buildserver.standalone.sdk.DotnetSdk;
import dev.buildserver.standalone.stack.Stack;
import dev.buildserver.standalone.stack.StackPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Runs the stack in this process until it is told to end. */
final class Foreground {
    private final StackPlan plan;
    private final Journal journal;
    private final InstantSource clock = InstantSource.system();
    private final AtomicBoolean ended = new AtomicBoolean();

    Foreground(StackPlan plan, Journal journal) {
        this.plan = plan;
        this.journal = journal;
    }

    /** Returns only when the stack does not start; else a signal ends the JVM. */
    int run(Supplier<DotnetSdk> sdk) {
        if (plan.gatewayPort() != 0 && !LoopbackPorts.isFree(plan.gatewayPort())) {
            throw new LauncherException(
                    "Port "
                            + plan.gatewayPort()
                            + " is in use by another program; choose one with --port");
        }
        LibraryLogs.into(plan.folder().log("s3"));
        long began = clock.millis();
        Stack stack = new Stack(plan, journal, clock);
        Hooks.atEnd(() -> end(stack));
        try {
            DotnetSdk found = sdk.get();
            journal.say("Starting with the .NET SDK " + found.version() + " ...");
            String url = stack.start(found);
            Duration took = Duration.ofMillis(clock.millis() - began);
            ReadyMessage.lines(plan.folder(), url, took, "Ctrl-C, or ").forEach(journal::say);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(stack);
        }
        return 1;
    }

    private void end(Stack stack) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        journal.say("Stopping ...");
        stack.close();
        try {
            plan.folder().forgetRun();
        } catch (IOException e) {
            journal.note("the run file stays: " + e);
        }
        journal.say("Stopped.");
    }
}
