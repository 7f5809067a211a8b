/** What a build's source most likely is, told by the Git checkout that the caller stands in. */
package dev.buildserver.cli.checkout;
