/**
 * The data folder: what lies where, its version, and who runs in it. Enter at {@link
 * dev.buildserver.standalone.folder.DataFolder}.
 */
package dev.buildserver.standalone.folder;
