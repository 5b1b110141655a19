package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.activities.journal.DeclarationSpool;
import io.tripline.activities.journal.SpooledDeclaration;
import io.tripline.cli.connect.RunState;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person declares an incident while the machine's Temporal is dead. */
class DeclareWithoutTemporalTest {
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  @TempDir Path data;
  private final Shell shell = new Shell();

  @BeforeEach
  void everythingDied() throws IOException {
    long pid = ProcessHandle.current().pid();
    new RunState(
            1,
            pid,
            LONG_AGO,
            "main",
            "paper",
            false,
            true,
            new RunState.TemporalAt("127.0.0.1:1", "default", "", true),
            null,
            List.of(new RunState.ProcessAt("worker trading", pid, LONG_AGO, "trading.out")))
        .write(data);
  }

  private int declare(String... more) {
    String[] all =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("incident", "declare"), java.util.Arrays.stream(more))
            .toArray(String[]::new);
    return shell.run(all);
  }

  private List<SpooledDeclaration> waiting() {
    return DeclarationSpool.of(data).look().waiting();
  }

  @Test
  void itIsKeptAndTheExitCodeSaysThatItIsStillGoing() {
    assertThat(declare("P0", "--reason", "all dark", "--as", "alice", "--data", data.toString()))
        .isEqualTo(ExitCode.PENDING.number());
    assertThat(waiting())
        .singleElement()
        .matches(each -> each.severity() == Severity.P0 && each.cause() == Cause.SYSTEM_DOWN)
        .matches(each -> each.by().equals("alice") && each.reason().equals("all dark"))
        .matches(each -> each.account().value().equals("main") && each.level() == null);
    assertThat(shell.out()).contains("becomes the incident", "declarations");
  }

  @Test
  void aP1KeepsTheLevelOfItsTripAndSaysThatNothingIsHalted() {
    assertThat(declare("P1", "--level", "flatten", "--reason", "odd", "--data", data.toString()))
        .isEqualTo(ExitCode.PENDING.number());
    assertThat(waiting()).singleElement().matches(each -> each.level() == TripLevel.FLATTEN);
    assertThat(shell.out()).contains("NOTHING IS HALTED");
  }

  @Test
  void wrongUseIsRefusedBeforeAnythingIsKept() {
    assertThat(declare("P2", "--reason", "slow", "--data", data.toString()))
        .isEqualTo(ExitCode.USAGE.number());
    assertThat(waiting()).isEmpty();
  }

  @Test
  void statusShowsItAndWhatCannotBeRead() throws Exception {
    declare("P0", "--reason", "all dark", "--as", "alice", "--data", data.toString());
    Files.writeString(data.resolve("declarations").resolve("torn.json"), "{\"schemaVersion\": 1, ");
    Shell status = new Shell();
    assertThat(status.run("status", "--data", data.toString())).isZero();
    assertThat(status.out())
        .contains("P0          YES: declared by alice", "waits for Temporal", "CAN'T BE READ")
        .contains("torn.json", "worker trading does NOT run", "journal     no entry")
        .contains("./tripline up");

    Shell document = new Shell();
    document.run("status", "-o", "json", "--data", data.toString());
    JsonNode json = new ObjectMapper().readTree(document.out());
    assertThat(json.path("p0").asBoolean()).isTrue();
    assertThat(json.path("declared").findValuesAsText("state"))
        .containsExactly("waiting", "unreadable");
  }
}
