package dev.buildserver.benchmarks.audit;

import dev.buildserver.benchmarks.stack.StackAccess;
import dev.buildserver.benchmarks.stack.Tokens;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The API as a developer of each simulated tenant sees it. */
final class TenantClients {
    private final StackAccess stack;
    private final Map<Integer, BuildServerClient> clients = new HashMap<>();

    TenantClients(StackAccess stack) {
        this.stack = stack;
    }

    /**
     * @param tenant counted from 0
     */
    BuildServerClient of(int tenant) throws IOException {
        BuildServerClient known = clients.get(tenant);
        if (known == null) {
            URI gateway = URI.create("http://127.0.0.1:" + stack.gatewayPort());
            String token = stack.tokens().developer(Tokens.tenant(tenant + 1));
            known = new BuildServerClient(Endpoint.of(gateway, token));
            clients.put(tenant, known);
        }
        return known;
    }
}
