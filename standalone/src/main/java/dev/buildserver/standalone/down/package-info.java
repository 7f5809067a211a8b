/** {@code buildserver down}: ends what {@code up} has started. */
package dev.buildserver.standalone.down;
