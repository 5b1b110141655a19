# syntax=docker/dockerfile:1
FROM maven:3.9.16-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -Dtripline.quick -Dmaven.test.skip=true package

FROM eclipse-temurin:25.0.4_7-jre-noble
RUN groupadd --system --gid 10001 tripline \
    && useradd --system --uid 10001 --gid 10001 --home-dir /var/lib/tripline --shell /usr/sbin/nologin tripline \
    && install -d -o 10001 -g 10001 /var/lib/tripline /var/lib/simulator
COPY --chmod=755 deploy/image/tripline deploy/image/ready /usr/local/bin/
COPY runbooks /opt/tripline/runbooks
COPY --from=build /src/cli/target/tripline.jar /opt/tripline/tripline.jar
ENV TRIPLINE_HOME=/opt/tripline \
    TRIPLINE_DATA=/var/lib/tripline
USER 10001:10001
WORKDIR /var/lib/tripline
ENTRYPOINT ["tripline"]
CMD ["--help"]
