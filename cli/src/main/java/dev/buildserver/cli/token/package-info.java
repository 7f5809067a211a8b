/** Makes the tokens by which agents register, for those who install the system themselves. */
package dev.buildserver.cli.token;
