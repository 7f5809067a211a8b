/**
 * Projects whose outputs came from the cache are built again and compared: what no trace can show,
 * such as the time of day in an output, shows there. docs/adr/0036 says why it is done so.
 */
package dev.buildserver.agent.cached.shadow;
