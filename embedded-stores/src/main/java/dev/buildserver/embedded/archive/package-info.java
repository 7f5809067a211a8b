/** Unpacking of tar archives. Enter at {@link dev.buildserver.embedded.archive.TarArchive}. */
package dev.buildserver.embedded.archive;
