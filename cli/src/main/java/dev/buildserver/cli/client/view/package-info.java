/**
 * What the gateway answers, as records. Members that a server does not send are null or empty;
 * members that this version does not know are ignored here, but kept in {@link
 * dev.buildserver.cli.client.Received#json()}.
 */
package dev.buildserver.cli.client.view;
