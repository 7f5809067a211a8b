package dev.buildserver.support.config;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.support.KeysResource;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.RemoveableLateBoundSpanProcessor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KeysResource.class)
class ServiceDefaultsTest {
    @Inject Tracer tracer;
    @Inject @Any Instance<SpanProcessor> processors;

    @Test
    void spansAreMadeAndSentNowhere() {
        // When
        Span span = tracer.spanBuilder("test").startSpan();
        span.end();
        // Then
        assertThat(span.getSpanContext().isSampled()).isTrue();
        assertThat(processors).allMatch(RemoveableLateBoundSpanProcessor.class::isInstance);
        assertThat(processors).isNotEmpty();
    }

    @Test
    void metricsAndHealthAreOnTheManagementPort() {
        // Given
        int port =
                ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        // When
        int onMain = given().get("/q/health").statusCode();
        // Then
        assertThat(onMain).isEqualTo(404);
        assertThat(given().port(port).get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(given().port(port).get("/q/metrics").asString()).contains("jvm_memory");
    }
}
