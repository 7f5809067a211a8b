/** Tests against real Git checkouts. */
package dev.buildserver.cli.checkout;
