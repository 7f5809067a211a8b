/**
 * Real PostgreSQL, Redis and S3 for the tests of a service, started once per JVM and only when a
 * test asks: {@code @QuarkusTestResource(StoresResource.class)}.
 */
package dev.buildserver.testing.stores;
