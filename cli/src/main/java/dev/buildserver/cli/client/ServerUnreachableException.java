package dev.buildserver.cli.client;

/** No answer, or none that can be used (status 5xx), also after repeated tries. */
public final class ServerUnreachableException extends ClientException {
    ServerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
