package io.tripline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} as a process: what a second one, a second terminal, Ctrl-C and a crash find. */
@Tag("process")
@Timeout(600)
class UpProcessTest {
  @TempDir Path data;
  private final List<Process> started = new ArrayList<>();
  private int temporalPort;
  private int simulatorPort;

  private Process tripline(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(JavaCommand.brief(List.of(arguments)));
    ProcessBuilder builder = new ProcessBuilder(command);
    Path here = Path.of("").toAbsolutePath();
    Path repository = Files.exists(here.resolve(".mvn")) ? here : here.resolve("..").normalize();
    builder.environment().put("TRIPLINE_HOME", repository.toString());
    builder.environment().put("TRIPLINE_DATA", data.toString());
    builder.environment().put("TEMPORAL_ADDRESS", "127.0.0.1:" + temporalPort);
    builder.environment().remove("TRIPLINE_CONFIG");
    builder.redirectOutput(data.resolve(name + ".stdout").toFile());
    builder.redirectError(data.resolve(name + ".stderr").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Process up(String name) throws IOException {
    return tripline(name, "up", "--simulator-port", Integer.toString(simulatorPort));
  }

  private String said(String name) throws IOException {
    return Files.readString(data.resolve(name + ".stdout"))
        + Files.readString(data.resolve(name + ".stderr"));
  }

  private void awaitReady(String name) throws Exception {
    until(() -> {
      try {
        return said(name).contains("READY");
      } catch (IOException e) {
        return false;
      }
    });
  }

  private static void until(BooleanSupplier happened) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 3 minutes").isLessThan(end);
      Thread.sleep(200);
    }
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private RunState running() {
    return Installation.find(data, null, Map.of()).running().orElseThrow();
  }

  @AfterEach
  void stopEverything() throws Exception {
    for (Process process : started) {
      process.destroy();
      process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
    }
    Installation.find(data, null, Map.of())
        .running()
        .ifPresent(run ->
            run.processes()
                .forEach(each ->
                    RunState.alive(each.pid(), each.started())
                        .ifPresent(ProcessHandle::destroyForcibly)));
  }

  @Test
  void isReadyRefusesASecondOneSurvivesACrashAndSaysWhatIsUnguarded() throws Exception {
    temporalPort = Ports.free();
    simulatorPort = Ports.free();
    Process first = up("first");
    awaitReady("first");
    assertThat(said("first"))
        .contains("trips at −$2,000.00", "not trade", "is_halted = False", "./tripline status");

    assertThat(exit(up("second"))).isEqualTo(7);
    assertThat(said("second")).contains("an `up` runs already");

    assertThat(exit(tripline("status", "status", "-o", "json"))).isEqualTo(0);
    JsonNode status =
        new ObjectMapper().readTree(Files.readAllBytes(data.resolve("status.stdout")));
    assertThat(status.path("isHalted").asBoolean(true)).isFalse();
    assertThat(status.path("processes").size()).isEqualTo(4);

    List<RunState.ProcessAt> left = running().processes();
    first.destroyForcibly().waitFor();
    assertThat(left).allMatch(RunState.ProcessAt::alive);
    Process again = up("again");
    awaitReady("again");
    List<RunState.ProcessAt> now = running().processes();
    assertThat(now.get(0).pid()).as("the server was adopted").isEqualTo(left.get(0).pid());
    assertThat(left.subList(2, 4)).as("old workers are gone").noneMatch(RunState.ProcessAt::alive);
    assertThat(said("again")).contains("goes on where it stood");

    again.destroy();
    exit(again);
    assertThat(said("again")).contains("now unguarded", "guard it again: ./tripline up");
    assertThat(now).noneMatch(RunState.ProcessAt::alive);
    assertThat(data.resolve("run.json")).doesNotExist();
  }

  @Test
  void saysInOneLineThatAPortIsTaken() throws Exception {
    try (java.net.ServerSocket taken =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      temporalPort = taken.getLocalPort();
      simulatorPort = Ports.free();
      assertThat(exit(up("taken"))).isEqualTo(1);
      assertThat(said("taken")).contains("port " + temporalPort + " is in use");
      assertThat(data.resolve("run.json")).doesNotExist();
    }
  }
}
