/**
 * Shows artifacts to services and to users of their tenant. Which attempt of a build counts is the
 * orchestrator's to say, so the gateway asks it first.
 */
package dev.buildserver.artifact.serve;
