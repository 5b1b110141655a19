package io.tripline.activities.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deaths and restarts of processes, one JSON object a line, in a file: it is written when nothing
 * else works. A torn line is skipped, and never touches the next one. One process writes.
 */
public record ProcessLog(Path file) {
  private static final long FULL = 1_000_000;
  private static final int TAIL = 65_536;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of an installation's folder of logs. */
  public static ProcessLog in(Path logs) {
    return new ProcessLog(logs.resolve("processes.jsonl"));
  }

  /** Writes one line and waits until the disk has it. */
  public void append(ProcessEvent event) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String line =
        JSON.createObjectNode()
            .put("schemaVersion", 1)
            .put("at", event.at().toString())
            .put("process", event.process())
            .put("pid", event.pid())
            .put("event", event.kind().name())
            .toString();
    if (Files.exists(file) && Files.size(file) > FULL) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      // An empty line costs nothing; a torn one before it would take this one along.
      channel.write(
          ByteBuffer.wrap(
              ((channel.size() == 0 ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
  }

  /** The events since an instant, the oldest first, at most {@code most} of the latest ones. */
  public List<ProcessEvent> since(Instant instant, int most) {
    List<ProcessEvent> found = new ArrayList<>();
    try {
      tail()
          .lines()
          .forEach(line ->
              read(line).filter(each -> !each.at().isBefore(instant)).ifPresent(found::add));
    } catch (IOException e) {
      return List.of();
    }
    return List.copyOf(found.subList(Math.max(0, found.size() - most), found.size()));
  }

  private String tail() throws IOException {
    if (!Files.isReadable(file)) {
      return "";
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, open.length() - TAIL);
      byte[] bytes = new byte[(int) Math.min(TAIL, open.length() - from)];
      open.seek(from);
      open.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static Optional<ProcessEvent> read(String line) {
    try {
      JsonNode tree = JSON.readTree(line);
      return tree == null || !tree.isObject()
          ? Optional.empty()
          : Optional.of(
              new ProcessEvent(
                  Instant.parse(tree.path("at").asText()),
                  tree.path("process").asText(),
                  tree.path("pid").asLong(),
                  ProcessEvent.Kind.valueOf(tree.path("event").asText())));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
