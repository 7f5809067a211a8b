/**
 * The five kinds of service processes: their command lines, ports and settings. Enter at {@link
 * dev.buildserver.standalone.service.ServiceLaunch}.
 */
package dev.buildserver.standalone.service;
