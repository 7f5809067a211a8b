/**
 * Child processes that cannot outlive this JVM, and free ports for them. Enter at {@link
 * dev.buildserver.embedded.process.TiedProcess}.
 */
package dev.buildserver.embedded.process;
