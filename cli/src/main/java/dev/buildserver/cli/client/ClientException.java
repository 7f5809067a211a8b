package dev.buildserver.cli.client;

/** A request that did not lead to what was asked for. The message is for people. */
public abstract sealed class ClientException extends RuntimeException
        permits ServerUnreachableException, RequestRefusedException, DownloadFailedException {
    ClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
