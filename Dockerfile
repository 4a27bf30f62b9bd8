# syntax=docker/dockerfile:1
# The image of one service: docker build --build-arg SERVICE=booking-service --tag mentoring/booking-service:1.0.0 .
# The pages for developers: docker build --target docs --tag mentoring/docs:1.0.0 .
#
# Built anew from the same commit and the same base images it holds the same files, but for the start cache. Pin the base images
# by digest where you release: --build-arg JDK=eclipse-temurin@sha256:… --build-arg SYSTEM=gcr.io/distroless/java-base-debian13@sha256:…
ARG JDK=eclipse-temurin:25.0.4.1_1-jdk-noble
# The system libraries that a Java runtime needs, fonts among them, and nothing else: no shell, no package manager.
ARG SYSTEM=gcr.io/distroless/java-base-debian13:nonroot
# Serves files, as an ordinary user and from a file system that it cannot write to.
ARG WEB=nginxinc/nginx-unprivileged:1.30-alpine

FROM ${JDK} AS source
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY service-kit service-kit
COPY service-parent service-parent
COPY user-service user-service
COPY mentor-service mentor-service
COPY booking-service booking-service
COPY review-service review-service
COPY notification-service notification-service
COPY web-client web-client
COPY deploy deploy

FROM source AS pages
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    ./mvnw -B -ntp package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl deploy/contracts -am

FROM ${WEB} AS docs
COPY deploy/images/docs.conf /etc/nginx/conf.d/default.conf
COPY --from=pages /src/deploy/contracts/target/site /usr/share/nginx/html
USER 65532:65532
EXPOSE 8080

FROM source AS build
ARG SERVICE
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    ./mvnw -B -ntp package -Psbom -Dmaven.test.skip=true -Dspotless.check.skip=true -pl "${SERVICE}" -am \
    && cp -r "${SERVICE}/target/quarkus-app" /app \
    && cp "${SERVICE}/target/sbom.json" /app/sbom.json

FROM ${JDK} AS runtime
RUN "$JAVA_HOME/bin/jlink" --output /opt/java --strip-debug --no-header-files --no-man-pages --compress=zip-6 \
    --add-modules java.se,jdk.charsets,jdk.jfr,jdk.localedata,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

# Trained by the runtime and at the place that the image has: a start cache is for one JVM and one class path.
FROM ${JDK} AS training
COPY --from=runtime /opt/java /opt/java
COPY --from=build /app /app
COPY deploy/images /images
RUN find /app -exec touch --date=@1767225600 {} + \
    && /images/train-start-cache /opt/java/bin/java /app

FROM ${SYSTEM}
ARG SERVICE
LABEL org.opencontainers.image.title="${SERVICE}" \
      org.opencontainers.image.description="A service of the mentoring platform"
COPY --from=runtime /opt/java /opt/java
COPY --from=training --chown=0:0 /app /app
# So that options from here and from JDK_JAVA_OPTIONS are the ones that the cache was trained with, first of all the collector.
COPY --from=training /images/jvm.options /opt/java/jvm.options
USER 65532:65532
WORKDIR /app
EXPOSE 8080 9000
ENTRYPOINT ["/opt/java/bin/java", "-XX:AOTCache=/app/app.aot", "@/opt/java/jvm.options", "-jar", "/app/quarkus-run.jar"]
