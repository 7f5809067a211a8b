/** Finds a .NET SDK, or fetches one. Enter at {@link dev.buildserver.standalone.sdk.SdkSetup}. */
package dev.buildserver.standalone.sdk;
