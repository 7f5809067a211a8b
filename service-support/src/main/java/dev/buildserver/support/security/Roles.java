package dev.buildserver.support.security;

import java.util.Set;

/** Names of the roles. A user's role includes those below it. */
public final class Roles {
    /** May start builds and read. */
    public static final String DEVELOPER = "Developer";

    /** May also cancel builds and look after agents. */
    public static final String BUILD_MASTER = "BuildMaster";

    /** May do everything. */
    public static final String ADMIN = "Admin";

    /** Another service of this system. */
    public static final String SERVICE = "Service";

    /** An agent, for its own session. */
    public static final String AGENT = "Agent";

    /** One attempt at one task of a build, for that attempt alone. */
    public static final String LEASE = "Lease";

    /**
     * A proof that one service hands out for another to check. It opens nothing: receipts pass
     * through the hands of agents.
     */
    public static final String RECEIPT = "Receipt";

    static final Set<String> USERS = Set.of(DEVELOPER, BUILD_MASTER, ADMIN);
    static final Set<String> INTERNAL = Set.of(SERVICE, AGENT, LEASE);

    private Roles() {}
}
