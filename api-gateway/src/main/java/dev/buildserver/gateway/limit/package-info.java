/** How many builds of a project or a tenant run at the same time. */
package dev.buildserver.gateway.limit;
