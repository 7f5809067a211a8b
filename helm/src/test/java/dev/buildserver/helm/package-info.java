/**
 * Checks of the chart: it is linted, rendered for each file of {@code ci/}, every document is read
 * into the strict model of the Kubernetes API, and what must hold for all of them is asserted.
 */
package dev.buildserver.helm;
