package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents as people read them at a terminal. */
class RunbookTest {
  @TempDir Path data;
  private final Shell shell = new Shell();

  @BeforeEach
  void reachNoServer() throws IOException {
    // A run that has ended, so that no server of this machine is asked.
    Files.writeString(
        data.resolve("run.json"),
        """
        {"schemaVersion":1,"pid":1,"started":"2000-01-01T00:00:00Z","account":"sim",
         "environment":"simulator","drill":false,"trades":false,
         "temporal":{"address":"127.0.0.1:1","namespace":"x","ui":"","startedHere":true},
         "processes":[]}
        """);
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = data.toString();
    return shell.run(all);
  }

  private void ownCopy(String broken) throws IOException {
    Path own = Files.createDirectories(data.resolve("own"));
    String shipped = Files.readString(Path.of("..", "runbooks", "p0-system-down.md"));
    Files.writeString(own.resolve("p0-system-down.md"), shipped.replace(broken, ""));
    Files.writeString(
        data.resolve("tripline.yaml"), "version: 1\nrunbooks: own\nresponseTimes: {p1: 20m}\n");
  }

  @Test
  void showsTheDocumentWithItsNumbersAndTheirOrigin() throws IOException {
    ownCopy("@nothing@");
    assertThat(run("runbook", "show", "p1")).isEqualTo(0);
    assertThat(shell.out())
        .contains("### 12. Write the Incident Report", "## Numbers, people and times")
        .containsPattern("responseTimes\\.p1 +20m +tripline\\.yaml:3")
        .containsPattern("limits\\.dailyLoss +2\\.?0* ?% +shipped default");
    assertThat(shell.err()).contains("sha256", "the shipped document");
  }

  @Test
  void isADocumentForMachines() throws IOException {
    assertThat(run("runbook", "show", "p0", "-o", "json")).isEqualTo(0);
    JsonNode document = new ObjectMapper().readTree(shell.out());
    assertThat(document.path("sha256").asText()).hasSize(64);
    assertThat(document.path("numbers").get(0).path("key").asText()).startsWith("outage.");
    assertThat(document.path("numbers").get(0).path("origin").asText())
        .isEqualTo("shipped default");
  }

  @Test
  void aCopyFromWhichAStepVanishedIsRefusedWithFileAndLine() throws IOException {
    ownCopy("### 4. Restart\n");
    assertThat(run("runbook", "check")).isEqualTo(2);
    assertThat(shell.out()).contains("p0-system-down.md", "REFUSED", "\"### 4. Restart\"");
    assertThat(run("status")).isEqualTo(0);
    assertThat(shell.out()).contains("the shipped document serves");
  }

  @Test
  void aGoodCopyIsGood() throws IOException {
    ownCopy("@nothing@");
    assertThat(run("runbook", "check", data.resolve("own").toString())).isEqualTo(0);
    assertThat(shell.out()).contains("every step is in its place");
  }

  @Test
  void theTextForBrokerSupportIsThereWithoutTemporal() {
    assertThat(run("incident", "support")).isEqualTo(0);
    assertThat(shell.out())
        .contains("To: Alpaca support <support@alpaca.markets>", "Question:", "ET");
  }
}
