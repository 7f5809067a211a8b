package dev.buildserver.cli.client;

/**
 * One event of a server-sent stream.
 *
 * @param id position to resume from; null where the event carried none
 * @param type {@code message} where the event named none
 * @param data lines joined by line feeds
 */
record ServerEvent(String id, String type, String data) {}
