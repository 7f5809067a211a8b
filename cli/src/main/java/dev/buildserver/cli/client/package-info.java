/**
 * A client of the gateway's public API. Enter at {@link
 * dev.buildserver.cli.client.BuildServerClient}.
 *
 * <p>Fails with {@link dev.buildserver.cli.client.ServerUnreachableException} (no usable answer;
 * try later), {@link dev.buildserver.cli.client.RequestRefusedException} (the server said no, and
 * why) or {@link dev.buildserver.cli.client.DownloadFailedException}; nothing else escapes. Reading
 * requests are repeated on transient failures; a submission is repeated under one idempotency key,
 * so that it never makes two builds.
 */
package dev.buildserver.cli.client;
