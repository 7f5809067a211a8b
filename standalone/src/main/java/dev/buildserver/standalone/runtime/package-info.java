/** Time and threads: the only place of the launcher that makes threads or waits for the clock. */
package dev.buildserver.standalone.runtime;
