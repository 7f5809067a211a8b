package dev.buildserver.benchmarks.load;

/**
 * By which a call is made.
 *
 * @param header value of the header Authorization
 */
record Credential(String header) {
    static Credential bearer(String token) {
        return new Credential("Bearer " + token);
    }
}
