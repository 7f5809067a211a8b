/**
 * A NuGet V3 feed in front of other feeds: what was fetched once is there also when they are not.
 * Packages pass as they are, so signatures and content hashes stay. Enter at {@link
 * dev.buildserver.cache.nuget.Feed}.
 */
package dev.buildserver.cache.nuget;
