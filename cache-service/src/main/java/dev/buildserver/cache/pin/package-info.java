/** Pins: what a build relies on stays, for as long as the build runs. */
package dev.buildserver.cache.pin;
