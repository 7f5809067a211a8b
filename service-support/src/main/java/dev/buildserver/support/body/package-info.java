/** Large request bodies on their way to the thread that reads them. */
package dev.buildserver.support.body;
