/** How this system's JSON looks, inside and outside of Quarkus. */
package dev.buildserver.support.json;
