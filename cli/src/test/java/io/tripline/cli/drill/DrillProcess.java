package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A drill as a process of its own, as a person would start it. */
final class DrillProcess implements AutoCloseable {
  /** What stands in the environment of an operator, and is not for a drill. */
  static final String SOMEBODYS_KEY = "a-real-key-that-a-drill-must-ignore";

  private static final Duration LONGEST = Duration.ofMinutes(9);

  private final Process process;
  private final Path out;
  private final Path talk;

  private DrillProcess(Process process, Path out, Path talk) {
    this.process = process;
    this.out = out;
    this.talk = talk;
  }

  /** {@code before} stands before everything else on the class path of all its processes. */
  static DrillProcess start(Path folder, String name, String before, String... options)
      throws IOException {
    return start("daily-loss", folder, name, before, options);
  }

  /** The same of another scenario, or of several with a space between them. */
  static DrillProcess start(
      String scenario, Path folder, String name, String before, String... options)
      throws IOException {
    return start(List.of(scenario.split(" ")), folder, name, before, "", List.of(options));
  }

  /** Scenarios of which every Java process that lives long has a mark on its command line. */
  static DrillProcess startMarked(String mark, Path folder, String name, String... scenarios)
      throws IOException {
    return start(List.of(scenarios), folder, name, "", mark, List.of());
  }

  private static DrillProcess start(
      List<String> scenarios,
      Path folder,
      String name,
      String before,
      String mark,
      List<String> options)
      throws IOException {
    Path out = folder.resolve(name + ".json");
    Path talk = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    String classPath = System.getProperty("java.class.path", "");
    command.add(before.isEmpty() ? classPath : before + File.pathSeparator + classPath);
    command.add("io.tripline.cli.Tripline");
    command.addAll(List.of("drill", "-o", "json"));
    command.addAll(scenarios);
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRIPLINE_HOME", repository().toString());
    builder.environment().put("APCA_API_KEY_ID", SOMEBODYS_KEY);
    builder.environment().put("TEMPORAL_ADDRESS", "127.0.0.1:1");
    builder.environment().put("TRIPLINE_JAVA_OPTS", mark);
    builder.redirectOutput(out.toFile()).redirectError(talk.toFile());
    return new DrillProcess(builder.start(), out, talk);
  }

  static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve(".mvn")) ? here : here.resolve("..").normalize();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** As Ctrl-C does, but for this process alone. */
  void interrupt() {
    process.destroy();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      close();
      throw new AssertionError("the drill did not end: " + talk);
    }
    return process.exitValue();
  }

  JsonNode result() throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(out));
  }

  String talk() throws IOException {
    return Files.readString(talk, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
