/** Versions of .NET SDKs, and which of them a source tree or a request asks for. Pure Java. */
package dev.buildserver.domain.toolchain;
