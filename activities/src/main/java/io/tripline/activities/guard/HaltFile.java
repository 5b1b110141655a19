package io.tripline.activities.guard;

import io.tripline.workflows.killswitch.TripLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code HALT} in the data directory: whoever can write there can halt the account,
 * without a command of ours and without Temporal. Empty it asks for {@code stop}; it may say {@code
 * stop}, {@code cancel} or {@code flatten}. The environment variable {@code TRIPLINE_HALT} of the
 * worker says the same for as long as the process lives. Thread-safe.
 */
public final class HaltFile {
  /** Its name. */
  public static final String NAME = "HALT";

  /** The environment variable that asks for the same; unset or blank it asks for nothing. */
  public static final String VARIABLE = "TRIPLINE_HALT";

  /** What is longer is no level anyway. */
  private static final int MOST_BYTES = 4_000;

  private static final int MOST_WORDS = 120;

  private final Path file;
  private final Optional<Look.Present> flag;

  /** Of a data directory, which need not exist, and the environment of this process. */
  public HaltFile(Path dataDirectory, Map<String, String> environment) {
    this.file = dataDirectory.resolve(NAME).toAbsolutePath().normalize();
    this.flag =
        Optional.ofNullable(environment.get(VARIABLE))
            .filter(text -> !text.isBlank())
            .map(text -> says(text, Source.ENVIRONMENT, ""));
  }

  /** By what somebody asks for a halt. */
  enum Source {
    FILE("file " + NAME),
    ENVIRONMENT("environment " + VARIABLE);

    private final String title;

    Source(String title) {
      this.title = title;
    }

    /** As the name of who halted. */
    String title() {
      return title;
    }
  }

  /** What was found at a look. */
  sealed interface Look {
    /** It is not there. */
    record Absent() implements Look {}

    /**
     * It is there.
     *
     * @param words what it says, on one line; empty where it says nothing
     * @param source file or variable; where both ask, the one that asks for more
     * @param mark tells a file from one that was put there later; empty where nothing tells
     */
    record Present(TripLevel level, String words, Source source, String mark) implements Look {}

    /** Nobody can tell whether it is there. */
    record Unknown(String why) implements Look {}
  }

  /** Where it lies, or would. */
  Path path() {
    return file;
  }

  /** Looks. What is there and can't be read asks for {@code stop}. */
  Look look() {
    Look seen = lookAtFile();
    return flag.<Look>map(asks -> most(asks, seen)).orElse(seen);
  }

  private static Look most(Look.Present flag, Look file) {
    return file instanceof Look.Present present && present.level().compareTo(flag.level()) >= 0
        ? present
        : flag;
  }

  private Look lookAtFile() {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Look.Absent();
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Look.Unknown("the data directory can't be read");
    }
    // A pipe would keep the watch waiting.
    if (!Files.isRegularFile(file)) {
      return new Look.Present(TripLevel.STOP, "(no plain file)", Source.FILE, mark());
    }
    try (InputStream in = Files.newInputStream(file)) {
      return says(
          new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8), Source.FILE, mark());
    } catch (IOException e) {
      return new Look.Present(TripLevel.STOP, "(can't be read)", Source.FILE, mark());
    }
  }

  /** When it was put there, so that one that was taken away and put back asks anew. */
  private String mark() {
    try {
      return "-" + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (IOException e) {
      return "";
    }
  }

  /** What its text asks for: a word that is none of the three never asks for more than a stop. */
  static Look.Present says(String text, Source source, String mark) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    String words = line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS).strip() + " …" : line;
    return new Look.Present(
        switch (line.toLowerCase(Locale.ROOT)) {
          case "cancel" -> TripLevel.CANCEL;
          case "flatten" -> TripLevel.FLATTEN;
          default -> TripLevel.STOP;
        },
        words,
        source,
        mark);
  }
}
