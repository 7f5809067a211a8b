/**
 * Where source comes from: which repositories may be fetched, how a ref may be named. Asked at the
 * gateway, before anything is stored, and again by the agent, which alone knows the address behind
 * a name. Pure Java; nothing here looks up a name or touches a file.
 */
package dev.buildserver.domain.source;
