/** What the gateway's tests stand on: fake services behind it, users before it. */
package dev.buildserver.gateway.testing;
