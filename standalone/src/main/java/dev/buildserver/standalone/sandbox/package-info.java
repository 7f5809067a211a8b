/** Provides what the sandbox of builds needs. Enter at {@link SandboxSetup}. */
package dev.buildserver.standalone.sandbox;
