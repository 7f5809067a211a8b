package dev.buildserver.e2e.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Receives spans by OTLP over HTTP on a free loopback port. */
public final class TraceCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    /**
     * A span as it was exported.
     *
     * @param parentId empty for the root
     */
    public record Span(
            String service,
            String name,
            String traceId,
            String spanId,
            String parentId,
            Map<String, String> attributes) {}

    public static TraceCollector start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        TraceCollector collector = new TraceCollector(server);
        server.createContext("/v1/traces", collector::receive);
        server.start();
        return collector;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The spans of a trace that arrived so far. */
    public List<Span> trace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            InputStream body = exchange.getRequestBody();
            boolean zipped =
                    "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            ExportTraceServiceRequest request =
                    ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body);
            request.getResourceSpansList().forEach(this::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void add(ResourceSpans resource) {
        String service = attributes(resource.getResource().getAttributesList()).get("service.name");
        HexFormat hex = HexFormat.of();
        for (ScopeSpans scope : resource.getScopeSpansList()) {
            scope.getSpansList()
                    .forEach(
                            span ->
                                    spans.add(
                                            new Span(
                                                    service,
                                                    span.getName(),
                                                    hex.formatHex(span.getTraceId().toByteArray()),
                                                    hex.formatHex(span.getSpanId().toByteArray()),
                                                    hex.formatHex(
                                                            span.getParentSpanId().toByteArray()),
                                                    attributes(span.getAttributesList()))));
        }
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(KeyValue::getKey, TraceCollector::text, (a, b) -> b));
    }

    private static String text(KeyValue attribute) {
        return switch (attribute.getValue().getValueCase()) {
            case STRING_VALUE -> attribute.getValue().getStringValue();
            case BOOL_VALUE -> Boolean.toString(attribute.getValue().getBoolValue());
            case INT_VALUE -> Long.toString(attribute.getValue().getIntValue());
            case DOUBLE_VALUE -> Double.toString(attribute.getValue().getDoubleValue());
            default -> attribute.getValue().toString();
        };
    }
}
