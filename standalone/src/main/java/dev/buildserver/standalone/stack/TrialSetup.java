package dev.buildserver.standalone.stack;

import dev.buildserver.standalone.service.ServiceKind;
import dev.buildserver.standalone.supervision.RestartPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stack on which faults are tried has different from one for builds: parts are reached
 * through relays that can be cut, the orchestrator may have replicas, and what is killed again and
 * again is always started again. Told by the environment, see {@code benchmarks/README.md}.
 *
 * @param orchestratorPorts one replica on each; empty = one replica on a free port
 * @param orchestratorUrl where the gateway and the agents reach the replicas; empty = the first
 * @param s3Port 0 = any free one
 * @param s3Url where the services reach S3; empty = directly
 */
public record TrialSetup(
        List<Integer> orchestratorPorts,
        Optional<String> orchestratorUrl,
        int s3Port,
        Optional<String> s3Url,
        RestartPolicy restarts) {
    /** Nothing is different. */
    public static final TrialSetup NONE =
            new TrialSetup(List.of(), Optional.empty(), 0, Optional.empty(), RestartPolicy.DEFAULT);

    private static final String PREFIX = "BUILDSERVER_TRIAL_";

    public TrialSetup {
        orchestratorPorts = List.copyOf(orchestratorPorts);
    }

    /**
     * As the environment says.
     *
     * @param environment variables of this process
     */
    public static TrialSetup of(Map<String, String> environment) {
        String ports = environment.getOrDefault(PREFIX + "ORCHESTRATOR_PORTS", "");
        return new TrialSetup(
                Arrays.stream(ports.split(","))
                        .filter(port -> !port.isBlank())
                        .map(String::strip)
                        .map(Integer::valueOf)
                        .toList(),
                Optional.ofNullable(environment.get(PREFIX + "ORCHESTRATOR_URL")),
                Integer.parseInt(environment.getOrDefault(PREFIX + "S3_PORT", "0")),
                Optional.ofNullable(environment.get(PREFIX + "S3_URL")),
                Optional.ofNullable(environment.get(PREFIX + "RESTART_WINDOW"))
                        .map(Duration::parse)
                        .map(TrialSetup::within)
                        .orElse(RestartPolicy.DEFAULT));
    }

    /** The settings of a service with those replaced that are different. */
    Map<String, String> changed(ServiceKind kind, Map<String, String> settings) {
        Map<String, String> changed = new HashMap<>(settings);
        if (kind == ServiceKind.GATEWAY) {
            orchestratorUrl.ifPresent(
                    url -> changed.put("BUILDSERVER_GATEWAY_ORCHESTRATOR_URL", url));
        }
        if (kind == ServiceKind.AGENT) {
            orchestratorUrl.ifPresent(
                    url -> changed.put("BUILDSERVER_AGENT_ORCHESTRATOR_URL", url));
        }
        if (changed.containsKey("BUILDSERVER_S3_ENDPOINT")) {
            s3Url.ifPresent(url -> changed.put("BUILDSERVER_S3_ENDPOINT", url));
        }
        return changed;
    }

    private static RestartPolicy within(Duration window) {
        RestartPolicy usual = RestartPolicy.DEFAULT;
        return new RestartPolicy(usual.most(), window, usual.first());
    }
}
