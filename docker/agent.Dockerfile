# An agent on a .NET SDK. From the root of the repository, after mvn -DskipTests package:
#   docker build -f docker/agent.Dockerfile -t buildserver/agent-service:0.1.0 .
# Another SDK, or several: --build-arg SDK_IMAGE=…, or an image of your own made from this one.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:8.0-jammy

FROM eclipse-temurin:17-jre-jammy AS java

FROM ${SDK_IMAGE}

RUN groupadd --gid 10001 buildserver \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin buildserver \
 && mkdir -p /var/lib/buildserver && chown 10001:10001 /var/lib/buildserver

# For the sandbox of builds, which needs user namespaces: the seccomp profile of the container has to allow them; and for
# folders that lie apart on the disk (docs/adr/0047).
RUN apt-get update && apt-get install -y --no-install-recommends bubblewrap e2fsprogs && rm -rf /var/lib/apt/lists/*

COPY --from=java /opt/java/openjdk /opt/java/openjdk

COPY agent-service/target/quarkus-app/lib/ /opt/buildserver/lib/
COPY agent-service/target/quarkus-app/quarkus-run.jar /opt/buildserver/
COPY agent-service/target/quarkus-app/quarkus/ /opt/buildserver/quarkus/
COPY agent-service/target/quarkus-app/app/ /opt/buildserver/app/

USER 10001:10001
WORKDIR /tmp
ENV JAVA_OPTS_APPEND="" \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    DOTNET_NOLOGO=1 \
    DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
EXPOSE 9000

ENTRYPOINT ["/bin/sh", "-c", "exec /opt/java/openjdk/bin/java -XX:+ExitOnOutOfMemoryError $JAVA_OPTS_APPEND -jar /opt/buildserver/quarkus-run.jar"]
