# A service, from its packed form. From the root of the repository, after mvn -DskipTests package:
#   docker build -f docker/service.Dockerfile --build-arg MODULE=api-gateway -t buildserver/api-gateway:0.1.0 .
# MODULE: api-gateway, orchestrator-service, artifact-service or cache-service.
FROM eclipse-temurin:17-jre-jammy

ARG MODULE

RUN groupadd --gid 10001 buildserver \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin buildserver

# The libraries change least: their layer is shared by builds.
COPY ${MODULE}/target/quarkus-app/lib/ /opt/buildserver/lib/
COPY ${MODULE}/target/quarkus-app/quarkus-run.jar /opt/buildserver/
COPY ${MODULE}/target/quarkus-app/quarkus/ /opt/buildserver/quarkus/
COPY ${MODULE}/target/quarkus-app/app/ /opt/buildserver/app/

USER 10001:10001
WORKDIR /tmp
ENV JAVA_OPTS_APPEND=""
EXPOSE 8080 9000

# exec: the JVM is process 1 and hears SIGTERM.
ENTRYPOINT ["/bin/sh", "-c", "exec java -XX:+ExitOnOutOfMemoryError $JAVA_OPTS_APPEND -jar /opt/buildserver/quarkus-run.jar"]
