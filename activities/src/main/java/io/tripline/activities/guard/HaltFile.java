package io.tripline.activities.guard;

import io.tripline.workflows.killswitch.TripLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The file {@code HALT} in the data directory: whoever can write there can halt the account,
 * without a command of ours and without Temporal. Empty it asks for {@code stop}; it may say {@code
 * stop}, {@code cancel} or {@code flatten}. Thread-safe.
 */
public final class HaltFile {
  /** Its name. */
  public static final String NAME = "HALT";

  /** What is longer is no level anyway. */
  private static final int MOST_BYTES = 4_000;

  private static final int MOST_WORDS = 120;

  private final Path file;

  /** Of a data directory, which need not exist. */
  public HaltFile(Path dataDirectory) {
    this.file = dataDirectory.resolve(NAME).toAbsolutePath().normalize();
  }

  /** What was found at a look. */
  sealed interface Look {
    /** It is not there. */
    record Absent() implements Look {}

    /**
     * It is there.
     *
     * @param words what it says, on one line; empty where it says nothing
     */
    record Present(TripLevel level, String words) implements Look {}

    /** Nobody can tell whether it is there. */
    record Unknown(String why) implements Look {}
  }

  /** Where it lies, or would. */
  Path path() {
    return file;
  }

  /** Looks. What is there and can't be read asks for {@code stop}. */
  Look look() {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Look.Absent();
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Look.Unknown("the data directory can't be read");
    }
    // A pipe would keep the watch waiting.
    if (!Files.isRegularFile(file)) {
      return new Look.Present(TripLevel.STOP, "(no plain file)");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return says(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Look.Present(TripLevel.STOP, "(can't be read)");
    }
  }

  /** What its text asks for: a word that is none of the three never asks for more than a stop. */
  static Look.Present says(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    String words = line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS).strip() + " …" : line;
    return new Look.Present(
        switch (line.toLowerCase(Locale.ROOT)) {
          case "cancel" -> TripLevel.CANCEL;
          case "flatten" -> TripLevel.FLATTEN;
          default -> TripLevel.STOP;
        },
        words);
  }
}
