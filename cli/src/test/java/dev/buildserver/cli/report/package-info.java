/** Tests of what people read. */
package dev.buildserver.cli.report;
