package dev.buildserver.support.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.support.KeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(KeysResource.class)
class AllowedMethodsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/errors/orders|OPTIONS, POST",
                "/errors/orders/|OPTIONS, POST",
                "/errors/busy|GET, HEAD, OPTIONS",
                "/errors/known/INTERNAL|GET, HEAD, OPTIONS"
            })
    void aWrongMethodIsToldTheRightOnes(String path, String allowed) {
        // When
        Response answer = given().delete(path);
        // Then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }
}
