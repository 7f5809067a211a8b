package dev.buildserver.cli;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A gateway that answers what a test says. The answers are those of the real one. */
public final class Gateway implements AutoCloseable {
    /** A build of all tests. */
    public static final String BUILD = "01930000-0000-7000-8000-000000000001";

    public static final String BUILDS = "/api/v1/builds";
    public static final String BUILD_PATH = BUILDS + "/" + BUILD;

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().jettyAcceptors(1));

    private final URI address;

    public Gateway() {
        server.start();
        address = URI.create(server.baseUrl());
    }

    public WireMockServer server() {
        return server;
    }

    public URI address() {
        return address;
    }

    /** A document of the test resources' folder {@code answers}. */
    public static String document(String name) {
        return resource("/answers/" + name);
    }

    public static String resource(String path) {
        try (InputStream in = Gateway.class.getResourceAsStream(path)) {
            return new String(
                    Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ResponseDefinitionBuilder json(int status, String body) {
        String type = status < 400 ? "application/json" : "application/problem+json";
        return WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", type)
                .withBody(body);
    }

    public static ResponseDefinitionBuilder events(String... events) {
        return WireMock.aResponse()
                .withHeader("Content-Type", "text/event-stream")
                .withBody(String.join("", events));
    }

    /** A {@code log} event. */
    public static String log(int line, String text) {
        return "id: 1."
                + line
                + "\nevent: log\ndata: {\"attempt\":1,\"line\":"
                + line
                + ",\"time\":\"2025-11-15T10:05:00.123Z\",\"level\":\"INFO\",\"text\":\""
                + text
                + "\"}\n\n";
    }

    /** An {@code end} event. */
    public static String end(String status) {
        return "event: end\ndata: {\"status\":\"" + status + "\"}\n\n";
    }

    /** Answers for a build that is accepted, logs two lines and ends. */
    public void completeBuild(String detailsDocument) {
        server.stubFor(WireMock.post(BUILDS).willReturn(json(202, document("accepted.json"))));
        server.stubFor(
                WireMock.get(BUILD_PATH + "/logs?follow=true")
                        .willReturn(
                                events(
                                        "retry: 2000\n\n",
                                        log(1, "Starting build"),
                                        ": keep-alive\n\n",
                                        log(2, "Cloning repository"),
                                        end("Succeeded"))));
        server.stubFor(WireMock.get(BUILD_PATH).willReturn(json(200, document(detailsDocument))));
        server.stubFor(
                WireMock.get(BUILD_PATH + "/artifacts")
                        .willReturn(json(200, document("artifacts.json"))));
    }

    @Override
    public void close() {
        server.stop();
    }
}
