/**
 * Keys and tokens of a standalone installation, in the place of an OIDC issuer. Enter at {@link
 * dev.buildserver.standalone.keys.Credentials}.
 */
package dev.buildserver.standalone.keys;
