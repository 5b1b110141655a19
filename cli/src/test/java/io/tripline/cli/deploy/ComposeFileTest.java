package io.tripline.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.Tripline;
import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import io.tripline.workflows.account.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeFileTest {
  private static final Path TOP = top();

  @Test
  void theFileKeepsEveryRule() throws IOException {
    assertThat(compose().problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgres:18.4-bookworm|postgres:latest|image is not pinned",
        "127.0.0.1:7233:7233|7233:7233|port is not on loopback",
        "127.0.0.1:8082:8081|0.0.0.0:8082:8081|response-1: port is not on loopback",
        "${POSTGRES_PASSWORD:?set it in .env}|letmein|POSTGRES_PASSWORD is written down",
        "${APCA_API_SECRET_KEY:-}|abc|APCA_API_SECRET_KEY is written down",
        "healthcheck: &ready|x-health: &ready|trading: has no health check",
        "  tripline-data:|  other-data:|volume is not declared: tripline-data",
      })
  void aBrokenRuleIsCaught(String good, String bad, String problem) throws IOException {
    String text = text("docker-compose.yml");
    int last = text.lastIndexOf(good);
    String broken = text.substring(0, last) + bad + text.substring(last + good.length());

    assertThat(new ComposeFile(broken).problems()).anyMatch(each -> each.contains(problem));
  }

  @Test
  void thereAreOneTradingAndTwoResponseWorkersWithNamesOfTheirOwn() throws IOException {
    ComposeFile compose = compose();

    assertThat(compose.command("trading")).containsSequence("--role", "trading");
    for (String name : List.of("response-1", "response-2")) {
      assertThat(compose.command(name))
          .containsSequence("--role", "response")
          .containsSequence("--name", name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trading", "response-1", "response-2", "simulator", "cli"})
  void ourCommandLineTakesTheCommandOfEachService(String service) throws IOException {
    List<String> words = compose().command(service);

    assertThat(words).isNotEmpty();
    Tripline.commandLine().parseArgs(words.toArray(String[]::new));
  }

  @Test
  void theWorkersReadWhatTheCompositionTellsThem() throws IOException {
    JsonNode environment = compose().service("response-1").path("environment");
    Settings settings =
        new SettingsReader(
                Map.of(
                    "TRIPLINE_CONFIG", TOP.resolve("deploy/simulator.yaml").toString(),
                    "TRIPLINE_JOURNAL_URL", environment.path("TRIPLINE_JOURNAL_URL").asText(),
                    "TRIPLINE_JOURNAL_USER", environment.path("TRIPLINE_JOURNAL_USER").asText(),
                    "TRIPLINE_JOURNAL_PASSWORD", "word"),
                "tester",
                TOP)
            .read();

    assertThat(settings.account().environment()).isEqualTo(Environment.SIMULATOR);
    assertThat(settings.journal().url()).contains("jdbc:postgresql://postgresql:5432/tripline");
    assertThat(settings.journal().user()).isEqualTo("tripline");
  }

  @Test
  void theServerAndItsSchemaToolAreOfOneVersion() throws IOException {
    assertThat(tag("temporal-schema")).isEqualTo(tag("temporal"));
  }

  @Test
  void theExampleOfTheEnvironmentNamesEveryVariableThatMustBeSetAndHoldsNothing()
      throws IOException {
    List<String> lines =
        text(".env.example").lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();

    assertThat(lines).allMatch(line -> line.matches("[A-Z_]+="));
    assertThat(lines)
        .contains("POSTGRES_PASSWORD=", "TEMPORAL_DB_PASSWORD=", "TRIPLINE_DB_PASSWORD=");
    assertThat(text(".gitignore").lines()).contains(".env");
    assertThat(text(".dockerignore").lines()).contains("*").doesNotContain("!.env");
  }

  @Test
  void theImageRunsAsNobodyThatMatters() throws IOException {
    List<String> lines = text("Dockerfile").lines().toList();

    assertThat(lines).contains("USER 10001:10001");
    assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
        .hasSize(2)
        .allMatch(line -> line.matches("FROM [a-z-]+:\\d+\\.\\d+\\.\\d+\\S*( AS build)?"));
  }

  private static String tag(String service) throws IOException {
    String image = compose().service(service).path("image").asText();
    return image.substring(image.indexOf(':'));
  }

  private static ComposeFile compose() throws IOException {
    return new ComposeFile(text("docker-compose.yml"));
  }

  private static String text(String file) throws IOException {
    return Files.readString(TOP.resolve(file));
  }

  /** Tests run in their module. */
  private static Path top() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("docker-compose.yml"))
        ? here
        : java.util.Objects.requireNonNull(here.getParent());
  }
}
