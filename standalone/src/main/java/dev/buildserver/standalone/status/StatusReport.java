package dev.buildserver.standalone.status;

import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.folder.ProcessIdentity;
import dev.buildserver.standalone.folder.RunRecord;
import dev.buildserver.standalone.stack.HealthProbe;
import dev.buildserver.standalone.stack.PortsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs in a data folder.
 *
 * @param running whether a launcher is alive
 * @param ready whether a build could run, when last looked at by the launcher
 * @param pid of the launcher; 0 when none runs
 * @param url of the gateway; null when none runs, or not yet
 * @param agents status by agent id, as the gateway says
 */
public record StatusReport(
        boolean running,
        boolean ready,
        long pid,
        String url,
        String dataDir,
        List<ProcessStatus> processes,
        Map<String, String> agents) {
    public StatusReport {
        processes = List.copyOf(processes);
        agents = Map.copyOf(agents);
    }

    /**
     * One process.
     *
     * @param port where it answers; 0 = unknown
     * @param ready null where it has no such word
     */
    public record ProcessStatus(String name, long pid, boolean alive, int port, Boolean ready) {}

    /** Looks. */
    static StatusReport of(DataFolder folder) throws IOException {
        Optional<RunRecord> run = folder.runRecord().filter(RunRecord::isAlive);
        String dataDir = folder.root().toString();
        if (run.isEmpty()) {
            return new StatusReport(false, false, 0, null, dataDir, List.of(), Map.of());
        }
        HealthProbe probe = new HealthProbe();
        Optional<PortsFile> ports = PortsFile.read(folder);
        List<ProcessStatus> processes = new ArrayList<>();
        for (ProcessIdentity child : run.get().children()) {
            processes.add(process(child, ports, probe));
        }
        Map<String, String> agents = new LinkedHashMap<>();
        if (run.get().url() != null) {
            String token = Files.readString(folder.tokens().resolve("admin.jwt")).strip();
            agents.putAll(probe.agents(run.get().url(), token));
        }
        return new StatusReport(
                true,
                run.get().ready(),
                run.get().launcher().pid(),
                run.get().url(),
                dataDir,
                processes,
                agents);
    }

    private static ProcessStatus process(
            ProcessIdentity child, Optional<PortsFile> ports, HealthProbe probe) {
        int port = ports.map(known -> known.port(child.name())).orElse(0);
        int management = ports.map(known -> known.managementPort(child.name())).orElse(0);
        Boolean ready = management == 0 ? null : Boolean.valueOf(probe.isReady(management));
        return new ProcessStatus(child.name(), child.pid(), child.isAlive(), port, ready);
    }
}
