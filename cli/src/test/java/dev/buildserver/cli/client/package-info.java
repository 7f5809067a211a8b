/** Tests of the client, against answers of the real gateway's shape. */
package dev.buildserver.cli.client;
