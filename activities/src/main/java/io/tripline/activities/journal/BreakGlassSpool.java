package io.tripline.activities.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of notes that flattens without Temporal leave: one file each, whole or not at all,
 * readable by its owner only. What was journalled moves to {@code processed}.
 */
public record BreakGlassSpool(Path folder) {
  private static final String ENDING = ".json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The spool of an installation. */
  public static BreakGlassSpool of(Path dataDirectory) {
    return new BreakGlassSpool(dataDirectory.resolve("break-glass"));
  }

  /** The spool of a user who has no installation: {@code XDG_STATE_HOME} or its default. */
  public static BreakGlassSpool ofUser(Map<String, String> environment, String home) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path root = state.isBlank() ? Path.of(home, ".local", "state") : Path.of(state);
    return of(root.resolve("tripline"));
  }

  /** Writes a note, or replaces the one of the same id. */
  public Path write(BreakGlassNote note) throws IOException {
    return WholeFile.write(
        folder,
        note.id() + ENDING,
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree(note)));
  }

  /** The notes that nobody has journalled, oldest first; what can't be read is left out. */
  public List<BreakGlassNote> waiting() {
    List<BreakGlassNote> notes = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return notes;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
        BreakGlassNote note = read(file);
        if (note != null && (note.id() + ENDING).equals(file.getFileName().toString())) {
          notes.add(note);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return List.copyOf(notes);
  }

  /** Puts a note away once it is in the journal. */
  public void processed(BreakGlassNote note) throws IOException {
    Path done = folder.resolve("processed");
    try {
      Files.createDirectory(done);
    } catch (FileAlreadyExistsException e) {
      // Somebody made it before: that is what was wanted.
    }
    Files.move(
        folder.resolve(note.id() + ENDING),
        done.resolve(note.id() + ENDING),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static @Nullable BreakGlassNote read(Path file) {
    try {
      JsonNode note = JSON.readTree(Files.readAllBytes(file));
      String ended = note.path("endedAt").asText();
      return new BreakGlassNote(
          note.path("schemaVersion").asInt(),
          note.path("id").asText(),
          note.path("by").asText(),
          note.path("reason").asText(),
          note.path("environment").asText(),
          note.path("url").asText(),
          note.path("accountId").asText(),
          Instant.parse(note.path("beganAt").asText()),
          ended.isEmpty() ? null : Instant.parse(ended),
          note.path("outcome").asText(),
          note.path("detail").asText(),
          texts(note.path("closingOrders")),
          texts(note.path("lines")));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }

  private static ObjectNode tree(BreakGlassNote note) {
    Instant ended = note.endedAt();
    ObjectNode tree =
        JSON.createObjectNode()
            .put("schemaVersion", note.schemaVersion())
            .put("id", note.id())
            .put("by", note.by())
            .put("reason", note.reason())
            .put("environment", note.environment())
            .put("url", note.url())
            .put("accountId", note.accountId())
            .put("beganAt", note.beganAt().toString())
            .put("endedAt", ended == null ? "" : ended.toString())
            .put("outcome", note.outcome())
            .put("detail", note.detail());
    note.closingOrders().forEach(tree.putArray("closingOrders")::add);
    note.lines().forEach(tree.putArray("lines")::add);
    return tree;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
