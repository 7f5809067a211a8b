/** {@code buildserver status}: what runs, and how it is. */
package dev.buildserver.standalone.status;
