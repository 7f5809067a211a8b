/** S3 on a folder, inside this JVM. Enter at {@link dev.buildserver.embedded.s3.S3Server}. */
package dev.buildserver.embedded.s3;
