/** Build logs on the wire. */
package dev.buildserver.contract.log;
