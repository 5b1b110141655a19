package io.tripline.cli.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} and {@code drill} leave in {@code run.json} for other terminals. Keys are those
 * of a simulator only; real ones are never written.
 *
 * @param pid of the supervising process
 * @param started when that process began, to tell a reused process id
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunState(
    int schemaVersion,
    long pid,
    Instant started,
    String account,
    String environment,
    boolean drill,
    boolean trades,
    TemporalAt temporal,
    @Nullable SimulatorAt simulator,
    List<ProcessAt> processes) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Where Temporal is; {@code ui} is empty when unknown. */
  public record TemporalAt(String address, String namespace, String ui, boolean startedHere) {}

  /** A simulated broker with its made-up keys. */
  public record SimulatorAt(String url, String keyId, String secretKey) {}

  /** A child process. */
  public record ProcessAt(String name, long pid, Instant started, String log) {
    /** True while that very process lives. */
    public boolean alive() {
      return RunState.alive(pid, started).isPresent();
    }
  }

  /** True while the supervising process lives. */
  public boolean alive() {
    return alive(pid, started).isPresent();
  }

  /** The process, if it lives and began when it should have. */
  public static Optional<ProcessHandle> alive(long pid, Instant started) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process ->
            process
                .info()
                .startInstant()
                .map(at -> Math.abs(at.toEpochMilli() - started.toEpochMilli()) < 3_000)
                .orElse(true));
  }

  /** When a process began. */
  public static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** Reads it; empty when there is none or it can't be read. */
  static Optional<RunState> read(Path data) {
    Path file = file(data);
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), RunState.class));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Writes it whole or not at all. */
  public void write(Path data) throws IOException {
    Files.createDirectories(data);
    Path part = data.resolve("run.json." + pid);
    Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
    }
    Files.move(
        part, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes it away at a clean end. */
  public static void remove(Path data) throws IOException {
    Files.deleteIfExists(file(data));
  }

  private static Path file(Path data) {
    return data.resolve("run.json");
  }
}
