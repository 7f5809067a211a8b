/**
 * {@code buildserver demo}: the main job from nothing to an app that runs, as a user would do it
 * through the public API. Enter at {@link dev.buildserver.standalone.demo.DemoCommand}.
 */
package dev.buildserver.standalone.demo;
