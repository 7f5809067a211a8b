package dev.buildserver.cli.command;

import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The whole command line. */
public final class Commands {
    private Commands() {}

    /** A command line that a launcher may add commands of its own to. */
    public static CommandLine in(Environment environment) {
        CommandLine root = new CommandLine(new Root());
        List.of(
                        new BuildCommand(environment),
                        new ShowCommand(environment),
                        new ListCommand(environment),
                        new LogsCommand(environment),
                        new ExplainMissCommand(environment),
                        new CancelCommand(environment),
                        new RerunCommand(environment),
                        new ArtifactsCommand(environment),
                        new DownloadCommand(environment),
                        agents(environment),
                        limits(environment),
                        cache(environment),
                        new PoolsCommand(environment),
                        new QueueCommand(environment),
                        new AgentTokenCommand(environment))
                .forEach(root::addSubcommand);
        root.registerConverter(BuildStrategy.class, new WireNames<>(BuildStrategy.values()));
        root.registerConverter(BuildPriority.class, new WireNames<>(BuildPriority.values()));
        root.registerConverter(BuildStatus.class, new WireNames<>(BuildStatus.values()));
        root.registerConverter(UUID.class, new BuildIdConverter());
        return root.setExecutionExceptionHandler(new Failures())
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(28);
    }

    private static CommandLine agents(Environment environment) {
        return new CommandLine(new AgentsCommand(environment))
                .addSubcommand(new MaintenanceCommand(environment))
                .addSubcommand(new DrainCommand(environment))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static CommandLine limits(Environment environment) {
        return new CommandLine(new LimitsCommand(environment))
                .addSubcommand(new SetLimitCommand(environment))
                .addSubcommand(new ClearLimitCommand(environment));
    }

    private static CommandLine cache(Environment environment) {
        return new CommandLine(new CacheCommand(environment))
                .addSubcommand(new LiftCommand(environment));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"buildserver " + (version == null ? "(unpacked)" : version)};
        }
    }

    @Command(
            name = "buildserver",
            description = "Builds .NET solutions on a build server.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            scope = CommandLine.ScopeType.INHERIT,
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root implements Runnable {
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
        }
    }
}
