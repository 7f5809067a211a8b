package dev.buildserver.contract.log;

/** Level of a log line; the names are those of the log format. */
public enum LogLevel {
    INFO,
    WARN,
    ERROR
}
