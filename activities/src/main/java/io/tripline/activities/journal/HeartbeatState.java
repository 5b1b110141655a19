package io.tripline.activities.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the heartbeat to a dead-man service last did, for {@code status}. Holds no address.
 *
 * @param lastSentAt null: never by this process
 * @param silentSince null while it beats
 * @param why it is silent; empty while it beats
 */
public record HeartbeatState(
    @Nullable Instant lastSentAt, @Nullable Instant silentSince, String why) {
  private static final String FILE = "heartbeat.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads it; empty where none was written, or it can't be read. */
  public static Optional<HeartbeatState> read(Path data) {
    Path file = data.resolve(FILE);
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      return Optional.of(
          new HeartbeatState(
              instant(tree, "lastSentAt"),
              instant(tree, "silentSince"),
              tree.path("why").asText("")));
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Writes it whole or not at all. */
  public void write(Path data) throws IOException {
    WholeFile.write(
        data,
        FILE,
        JSON.writeValueAsBytes(
            JSON.createObjectNode()
                .put("schemaVersion", 1)
                .put("lastSentAt", text(lastSentAt))
                .put("silentSince", text(silentSince))
                .put("why", why)));
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "" : instant.toString();
  }

  private static @Nullable Instant instant(JsonNode tree, String field) {
    String text = tree.path(field).asText("");
    return text.isEmpty() ? null : Instant.parse(text);
  }
}
