package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.PackageSupplies.Packages;
import dev.buildserver.agent.execute.solution.SolutionFormat;
import dev.buildserver.agent.execute.solution.SolutionPath;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.toolchain.DotnetInstallation;
import dev.buildserver.agent.toolchain.GlobalJson;
import dev.buildserver.agent.toolchain.Toolchain;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.toolchain.SdkRequest;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.domain.toolchain.SdkVersion;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks what a job asks for against the source and this machine, before anything runs. */
@Singleton
class Preparation {
    private final Toolchain toolchain;
    private final ToolchainSettings settings;
    private final PackageSupplies supplies;
    private final Enclosures enclosures;

    Preparation(
            Toolchain toolchain,
            ToolchainSettings settings,
            PackageSupplies supplies,
            Enclosures enclosures) {
        this.toolchain = toolchain;
        this.settings = settings;
        this.supplies = supplies;
        this.enclosures = enclosures;
    }

    Attempt prepare(BuildContext context) throws AttemptEnded, IOException {
        BuildJob job = context.lease().job();
        BuildArguments.check(job);
        Path source = context.source().toRealPath();
        Path solution = SolutionPath.resolve(source, job.solutionPath());
        DotnetInstallation dotnet =
                toolchain
                        .dotnet()
                        .orElseThrow(
                                () ->
                                        AttemptEnded.infrastructure(
                                                "This agent has no .NET SDK", null));
        SdkVersion sdk = sdk(context, source, solution, dotnet);
        SolutionFormat.check(job.solutionPath(), sdk);
        Path scratch = Files.createDirectories(context.scratch()).toRealPath();
        Path temp = ShortTemp.create(scratch);
        try {
            Attempt attempt = attempt(context, source, scratch, temp, solution, dotnet, sdk);
            fill(attempt);
            return attempt;
        } catch (AttemptEnded | IOException | RuntimeException e) {
            ShortTemp.delete(temp);
            throw e;
        }
    }

    private Attempt attempt(
            BuildContext context,
            Path source,
            Path scratch,
            Path temp,
            Path solution,
            DotnetInstallation dotnet,
            SdkVersion sdk)
            throws AttemptEnded, IOException {
        Path home = Files.createDirectories(scratch.resolve("home"));
        Greeting.suppress(home, sdk);
        UserNuGetConfig.install(settings.nugetConfigFile(), toolchain.environment(), home);
        boolean cached = isCached(context, source);
        if (!cached) {
            context.checkout().write();
        }
        boolean closed = enclosures.isClosed(context, source);
        Packages packages =
                cached
                        ? supplies.closed(context, source, scratch)
                        : supplies.open(context, source, scratch, closed);
        Enclosure enclosure =
                closed
                        ? enclosures.closed(context, source, scratch, temp, dotnet, packages)
                        : open(context, temp, dotnet, home, packages.folder());
        return new Attempt(
                context,
                source,
                scratch,
                temp,
                solution,
                dotnet,
                sdk,
                enclosure.environment(),
                enclosure,
                cached,
                packages.supply(),
                closed ? CompilerServer.ALONE : CompilerServer.name(context.lease().attemptUid()));
    }

    private Enclosure open(
            BuildContext context, Path temp, DotnetInstallation dotnet, Path home, Path packages)
            throws AttemptEnded {
        return new Enclosure.Open(
                BuildEnvironment.of(
                        toolchain.environment(),
                        dotnet.root(),
                        home,
                        temp,
                        packages,
                        context.lease().attemptUid().toString(),
                        context.lease().job().environment()));
    }

    private boolean isCached(BuildContext context, Path source) {
        Optional<String> why = enclosures.whyNotCached(context, source);
        why.ifPresent(
                reason ->
                        context.report()
                                .log(
                                        LogLevel.WARN,
                                        "Built as Incremental, without the cache: " + reason));
        return context.lease().strategy() == BuildStrategy.CACHED && why.isEmpty();
    }

    private static void fill(Attempt attempt) throws IOException {
        InjectedFiles.extract(attempt);
        Files.createDirectories(attempt.packages());
        attempt.context()
                .report()
                .log(
                        LogLevel.INFO,
                        "Building %s (%s) with .NET SDK %s"
                                .formatted(
                                        attempt.solutionName(),
                                        attempt.job().configuration(),
                                        attempt.sdk()));
    }

    private static SdkVersion sdk(
            BuildContext context, Path source, Path solution, DotnetInstallation dotnet)
            throws AttemptEnded {
        SdkVersion newest = dotnet.sdks().get(dotnet.sdks().size() - 1);
        Optional<Path> file = GlobalJson.find(solution.getParent(), source);
        if (file.isEmpty()) {
            return SdkRequest.NEWEST.choose(dotnet.sdks()).orElse(newest);
        }
        SdkRequest request;
        try {
            request = GlobalJson.read(file.get());
        } catch (IOException e) {
            // The host ignores such a file and says so.
            context.report().log(LogLevel.WARN, e.getMessage() + "; it is ignored");
            return newest;
        }
        Optional<SdkVersion> chosen = request.choose(dotnet.sdks());
        if (chosen.isEmpty() && !request.otherPlaces()) {
            String name = source.relativize(file.get()).toString().replace('\\', '/');
            throw AttemptEnded.lacking(
                    Requirements.pinned(SdkRequirement.of(request)),
                    "%s asks for .NET SDK %s; this agent has %s"
                            .formatted(name, request, dotnet.sdks()));
        }
        return chosen.orElse(newest);
    }
}
