/** End-to-end tests, a class per thing that users do or suffer. */
package dev.buildserver.e2e;
