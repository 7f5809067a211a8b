package dev.buildserver.storage;

import io.minio.MinioClient;
import io.minio.credentials.IamAwsProvider;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Makes the clients that talk to the object storage. */
final class StorageClients {
    // The library's default of 5 for a host would make a sixth upload wait for the first; and of
    // idle connections it keeps 5, and would open and close the others for each request.
    private static final int MOST_REQUESTS = 64;

    private static final int IDLE_MINUTES = 5;

    private StorageClients() {}

    static OkHttpClient http(S3Config config) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MOST_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MOST_REQUESTS);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(MOST_REQUESTS, IDLE_MINUTES, TimeUnit.MINUTES))
                .connectTimeout(positive("connect-timeout", config.connectTimeout()))
                .readTimeout(positive("timeout", config.timeout()))
                .writeTimeout(positive("timeout", config.timeout()))
                .build();
    }

    static MinioClient minio(S3Config config, OkHttpClient http) {
        MinioClient.Builder builder =
                MinioClient.builder().endpoint(config.endpoint().toString()).httpClient(http);
        config.region().ifPresent(builder::region);
        if (config.accessKey().isPresent() != config.secretKey().isPresent()) {
            throw new IllegalArgumentException(
                    "buildserver.s3.access-key and buildserver.s3.secret-key go together");
        }
        if (config.accessKey().isPresent()) {
            builder.credentials(config.accessKey().get(), config.secretKey().get());
        } else {
            builder.credentialsProvider(new IamAwsProvider(null, null));
        }
        return builder.build();
    }

    private static Duration positive(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "buildserver.s3." + name + " must be at least a millisecond, not " + value);
        }
        return value;
    }
}
