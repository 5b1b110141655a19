package io.tripline.activities.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of declarations that wait for Temporal: one file each, whole or not at all, readable
 * by its owner only. What became an incident moves to {@code processed}; what can't be read, or was
 * refused, to {@code refused}, so that it never stands in the way of others.
 */
public record DeclarationSpool(Path folder) {
  private static final String ENDING = ".json";
  private static final String REFUSED = "refused";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The spool of an installation. */
  public static DeclarationSpool of(Path dataDirectory) {
    return new DeclarationSpool(dataDirectory.resolve("declarations"));
  }

  /**
   * What lies in the folder.
   *
   * @param waiting oldest first
   * @param unreadable files that are no declaration, with what is wrong
   * @param refused names of the files that were kept aside
   */
  public record Contents(
      List<SpooledDeclaration> waiting, List<Unreadable> unreadable, List<String> refused) {
    /** Copies the lists. */
    public Contents {
      waiting = List.copyOf(waiting);
      unreadable = List.copyOf(unreadable);
      refused = List.copyOf(refused);
    }
  }

  /**
   * A file that can't be used.
   *
   * @param later written by a later version: it stays where it is
   */
  public record Unreadable(Path file, String why, boolean later) {}

  private static final class LaterVersionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    LaterVersionException(int version) {
      super("it has version " + version + " of a later Tripline");
    }
  }

  /** Writes a declaration, or replaces the one of the same id; answers the file. */
  public Path write(SpooledDeclaration declaration) throws IOException {
    return WholeFile.write(
        folder,
        declaration.requestId() + ENDING,
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree(declaration)));
  }

  /** Looks; moves nothing. */
  public Contents look() {
    List<SpooledDeclaration> waiting = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        waiting.add(read(file));
      } catch (LaterVersionException e) {
        unreadable.add(new Unreadable(file, String.valueOf(e.getMessage()), true));
      } catch (NoSuchFileException e) {
        // Another process took it in just now.
      } catch (IOException | IllegalArgumentException | DateTimeException e) {
        unreadable.add(new Unreadable(file, why(e), false));
      }
    }
    waiting.sort(java.util.Comparator.comparing(SpooledDeclaration::declaredAt));
    return new Contents(
        waiting,
        unreadable,
        files(folder.resolve(REFUSED)).stream()
            .map(file -> String.valueOf(file.getFileName()))
            .toList());
  }

  /** Puts a declaration away once it is an incident. */
  public void processed(SpooledDeclaration declaration) throws IOException {
    move(folder.resolve(declaration.requestId() + ENDING), "processed");
  }

  /** Keeps a file aside that can never become an incident; answers where. */
  public Path refused(Path file) throws IOException {
    return move(file, REFUSED);
  }

  /** Keeps a declaration aside that was refused; answers where. */
  public Path refused(SpooledDeclaration declaration) throws IOException {
    return refused(folder.resolve(declaration.requestId() + ENDING));
  }

  private Path move(Path file, String where) throws IOException {
    Path target = Files.createDirectories(folder.resolve(where)).resolve(file.getFileName());
    return Files.move(
        file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static SpooledDeclaration read(Path file) throws IOException {
    JsonNode tree = JSON.readTree(Files.readAllBytes(file));
    if (!tree.isObject()) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    int version = tree.path("schemaVersion").asInt();
    if (version > SpooledDeclaration.SCHEMA_VERSION) {
      throw new LaterVersionException(version);
    }
    if (version != SpooledDeclaration.SCHEMA_VERSION) {
      throw new IllegalArgumentException("schemaVersion: must be 1, was " + version);
    }
    SpooledDeclaration declaration =
        new SpooledDeclaration(
            text(tree, "requestId"),
            new AccountName(text(tree, "account")),
            Severity.valueOf(text(tree, "severity")),
            Cause.parse(text(tree, "cause")),
            level(tree),
            text(tree, "by"),
            text(tree, "reason"),
            Instant.parse(text(tree, "declaredAt")));
    if (!(declaration.requestId() + ENDING).equals(String.valueOf(file.getFileName()))) {
      throw new IllegalArgumentException("requestId: must be the file's name");
    }
    return declaration;
  }

  private static @Nullable TripLevel level(JsonNode tree) {
    String level = text(tree, "level");
    return level.isEmpty() ? null : TripLevel.valueOf(level);
  }

  private static String text(JsonNode tree, String field) {
    return tree.path(field).asText("");
  }

  private static ObjectNode tree(SpooledDeclaration declaration) {
    TripLevel level = declaration.level();
    return JSON.createObjectNode()
        .put("schemaVersion", SpooledDeclaration.SCHEMA_VERSION)
        .put("requestId", declaration.requestId())
        .put("account", declaration.account().value())
        .put("severity", declaration.severity().name())
        .put("cause", declaration.cause().word())
        .put("level", level == null ? "" : level.name())
        .put("by", declaration.by())
        .put("reason", declaration.reason())
        .put("declaredAt", declaration.declaredAt().toString());
  }

  /** A parser's message shows the text around: the first line is enough. */
  private static String why(Exception e) {
    return e instanceof IOException
        ? "it can't be read as JSON (" + e.getClass().getSimpleName() + ")"
        : String.valueOf(e.getMessage()).lines().findFirst().orElse("it can't be read");
  }
}
