package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole drills on real processes: a Temporal server, the simulated broker and both workers each.
 * They mostly wait, so they run beside each other.
 */
@Tag("process")
@Timeout(900)
class DrillTest {
  @TempDir static Path folder;
  private static DrillProcess nextDay;
  private static DrillProcess earlyReset;
  private static DrillProcess blind;
  private static DrillProcess apiErrors;
  private static DrillProcess several;

  @BeforeAll
  static void startTheDrills() throws Exception {
    nextDay =
        DrillProcess.start(
            folder, "next-day", "", "--kill", "temporal@flatten", "--kill", "trading@proven");
    Thread.sleep(15_000);
    earlyReset =
        DrillProcess.start(folder, "early-reset", "", "--early-reset", "--kill", "response@trip");
    Thread.sleep(15_000);
    blind = DrillProcess.start(folder, "blind", BlindSwitch.compile(folder).toString());
    Thread.sleep(15_000);
    apiErrors =
        DrillProcess.start("api-errors", folder, "api-errors", "", "--kill", "response@trip");
    Thread.sleep(15_000);
    several = DrillProcess.start("manual-trip log-corrupted", folder, "several", "");
  }

  @AfterAll
  static void stopWhatIsLeft() {
    for (DrillProcess drill : new DrillProcess[] {nextDay, earlyReset, blind, apiErrors, several}) {
      if (drill != null) {
        drill.close();
      }
    }
  }

  @Test
  void resetsByItselfOnTheNextTradingDayThoughServerAndTradingWorkerWereKilled() throws Exception {
    passes(nextDay);
    assertThat(nextDay.talk()).contains("killing temporal", "killing worker trading");
    assertThat(nextDay.talk()).contains("moving the simulated clock");
  }

  @Test
  void resetsEarlyByRequestAndApprovalThoughTheResponseWorkerWasKilled() throws Exception {
    passes(earlyReset);
    assertThat(earlyReset.talk()).contains("killing worker response");
    assertThat(earlyReset.talk()).contains("killswitch reset --as alice", "--as bob");
  }

  @Test
  void failsWhenTheEvaluationAlwaysSaysPass() throws Exception {
    assertThat(blind.exitCode()).as(blind.talk()).isEqualTo(1);
    JsonNode result = blind.result();
    assertThat(result.path("verdict").asText()).isEqualTo("failed");
    assertThat(blind.talk()).contains("the kill switch trips", "did not happen");
  }

  @Test
  void resetsAnOutageOnceTheApiIsHealthyThoughTheResponseWorkerWasKilled() throws Exception {
    passes(apiErrors);
    assertThat(apiErrors.talk())
        .contains("killing worker response", "refuses the keys", "status page turns green");
    assertThat(apiErrors.result().path("checks"))
        .anyMatch(check -> check.path("check").asText().equals("the position is unchanged"))
        .anyMatch(check ->
            check.path("check").asText().equals("the session was started again, one pass"));
  }

  @Test
  void playsSeveralOneAfterTheOtherAndEndsWithOneDocument() throws Exception {
    assertThat(several.exitCode()).as(several.talk()).isEqualTo(0);
    JsonNode result = several.result();
    assertThat(result.path("schemaVersion").asInt()).isEqualTo(1);
    assertThat(result.path("verdict").asText()).isEqualTo("passed");
    assertThat(result.path("notRun")).isEmpty();
    assertThat(result.path("drills").findValuesAsText("scenario"))
        .containsExactly("manual-trip", "log-corrupted");
    assertThat(result.path("drills").findValuesAsText("severity")).containsExactly("P1", "P3");
    assertThat(result.path("drills").findValuesAsText("folder")).doesNotHaveDuplicates();
  }

  /** Histories, journal, mirrors, logs and reports: the broker's keys stand in none of them. */
  @Test
  void noKeyIsWrittenDown() throws Exception {
    assertThat(apiErrors.exitCode()).as(apiErrors.talk()).isEqualTo(0);
    Path kept = Path.of(apiErrors.result().path("folder").asText());
    String incident = apiErrors.result().path("incident").asText();
    JsonNode broker =
        new ObjectMapper().readTree(kept.resolve("simulator").resolve("broker.json").toFile());
    List<String> keys =
        List.of(
            broker.findValue("keyId").asText(),
            broker.findValue("secretKey").asText(),
            DrillProcess.SOMEBODYS_KEY);
    List<Path> written = FoundIn.files(kept, "simulator", "simulator.json");

    assertThat(keys).allMatch(key -> key.length() >= 20);
    assertThat(FoundIn.any(written, incident))
        .as("what is there is found")
        .anyMatch(file -> file.toString().contains("temporal"))
        .anyMatch(file -> file.toString().contains("journal"))
        .anyMatch(file -> file.toString().contains("reports"));
    for (String key : keys) {
      assertThat(FoundIn.any(written, key)).isEmpty();
      assertThat(apiErrors.talk()).doesNotContain(key);
      assertThat(apiErrors.result().toString()).doesNotContain(key);
    }
  }

  private static void passes(DrillProcess drill) throws Exception {
    assertThat(drill.exitCode()).as(drill.talk()).isEqualTo(0);
    JsonNode result = drill.result();
    assertThat(result.path("schemaVersion").asInt()).isEqualTo(1);
    assertThat(result.path("verdict").asText()).isEqualTo("passed");
    assertThat(result.path("checks")).isNotEmpty();
    assertThat(result.path("checks")).allMatch(check -> check.path("passed").asBoolean());
    assertThat(result.path("times").path("mttr").asLong()).isPositive();
    assertThat(result.path("configurationHash").asText()).hasSize(64);
    assertThat(Files.readString(Path.of(result.path("report").asText())))
        .startsWith("INCIDENT REPORT");
  }
}
