/** The error document of every HTTP interface (RFC 9457). */
package dev.buildserver.contract.problem;
