package dev.buildserver.cli.connect;

/** What a command needs of its caller; decides which token of the local stack is taken. */
public enum Role {
    DEVELOPER("developer.jwt"),
    BUILD_MASTER("buildmaster.jwt"),
    ADMIN("admin.jwt");

    private final String tokenFile;

    Role(String tokenFile) {
        this.tokenFile = tokenFile;
    }

    String tokenFile() {
        return tokenFile;
    }
}
