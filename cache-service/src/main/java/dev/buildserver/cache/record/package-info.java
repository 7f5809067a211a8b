/** Small records in the object storage that tell whether they are as they were written. */
package dev.buildserver.cache.record;
