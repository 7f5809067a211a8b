/**
 * Who calls: users by JWTs of the configured issuer, services, agents and attempts by internal
 * tokens. The two kinds never grant each other's roles.
 */
package dev.buildserver.support.security;
