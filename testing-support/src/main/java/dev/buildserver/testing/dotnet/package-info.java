/** A real .NET SDK for tests, with a feed that the samples' tests need. */
package dev.buildserver.testing.dotnet;
