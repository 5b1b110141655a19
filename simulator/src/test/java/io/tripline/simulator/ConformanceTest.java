package io.tripline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.simulator.OfficialClient.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alpaca's official clients, unmodified, against the simulator: the cases of {@code
 * simulator/conformance}. Installs them first. {@code -Dtripline.conformance=off} leaves them out
 * and says so; nothing else does.
 */
class ConformanceTest {
  private static final String SWITCH = "tripline.conformance";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path empty;

  @TestFactory
  Stream<DynamicNode> officialClientsWorkUnchanged() throws Exception {
    if ("off".equals(System.getProperty(SWITCH))) {
      String notice =
          "-D" + SWITCH + "=off: Alpaca's official clients are NOT run against the simulator";
      System.out.println(notice);
      return Stream.of(dynamicTest(notice, () -> assumeTrue(false, notice)));
    }
    List<OfficialClient> clients = OfficialClient.all(top());
    install(top());
    List<CompletableFuture<Outcome>> outcomes =
        clients.stream().map(client -> CompletableFuture.supplyAsync(client::run)).toList();
    var nodes = new ArrayList<DynamicNode>();
    for (int i = 0; i < clients.size(); i++) {
      nodes.add(results(clients.get(i).name(), outcomes.get(i).get()));
    }
    return nodes.stream();
  }

  @Test
  void aCaseThatFailsIsNotLost() throws IOException {
    Path script = empty.resolve("client.sh");
    Files.writeString(
        script,
        "echo '{\"case\":\"good\",\"ok\":true}'; echo '{\"case\":\"bad\",\"ok\":false,\"detail\":\"why\"}'; echo noise; exit 1");
    Outcome outcome = new OfficialClient("fake", List.of("sh", script.toString()), Map.of()).run();
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(rows(outcome)).extracting(row -> row.path("ok").asBoolean()).contains(true, false);
  }

  private static DynamicNode results(String client, Outcome outcome) {
    List<JsonNode> rows = rows(outcome);
    Stream<DynamicNode> cases =
        rows.stream()
            .map(row ->
                dynamicTest(
                    row.path("case").asText(),
                    () ->
                        assertThat(row.path("ok").asBoolean())
                            .withFailMessage(() ->
                                client + ": " + row.path("detail").asText() + "\n" + outcome.talk())
                            .isTrue()));
    boolean allWell = rows.stream().allMatch(row -> row.path("ok").asBoolean());
    DynamicNode end =
        dynamicTest(
            "runs to its end",
            () ->
                assertThat(rows.isEmpty() || outcome.exitCode() != (allWell ? 0 : 1))
                    .withFailMessage(() ->
                        "%s ended with %d after %d cases\n%s"
                            .formatted(client, outcome.exitCode(), rows.size(), outcome.talk()))
                    .isFalse());
    return dynamicContainer(client, Stream.concat(cases, Stream.of(end)));
  }

  private static List<JsonNode> rows(Outcome outcome) {
    var rows = new ArrayList<JsonNode>();
    for (String line : outcome.output().lines().filter(line -> line.startsWith("{")).toList()) {
      try {
        rows.add(JSON.readTree(line));
      } catch (IOException e) {
        throw new AssertionError("not a result: " + line, e);
      }
    }
    return rows;
  }

  private static void install(Path top) throws Exception {
    Process process =
        new ProcessBuilder("sh", top.resolve("simulator/conformance/install").toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(
          "Alpaca's official clients can't be installed (python3, node, npm and their registries"
              + " are needed; -D"
              + SWITCH
              + "=off leaves these tests out):\n"
              + output);
    }
    System.out.print(output);
  }

  /** The repository: the nearest directory upwards that has the licence. */
  private static Path top() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.isRegularFile(directory.resolve("LICENSE"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new AssertionError("not started inside the repository");
    }
    return directory;
  }
}
