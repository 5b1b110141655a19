package io.tripline.activities.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A report's file, held against what the journal keeps.
 *
 * @param text the journal's where it keeps it, else the file's
 */
public record FoundReport(Path file, String text, State state) {
  /** What became of the file. */
  public enum State {
    /** It is as it was written. */
    AS_WRITTEN,
    /** It was gone, and was written from the journal. */
    WRITTEN_AGAIN,
    /** It was gone and can't be written; the text is the journal's. */
    NOT_WRITABLE,
    /** It has another digest; the text is the journal's, and the file was left alone. */
    DIFFERS,
    /** It has another digest, and the journal does not keep the text. */
    DIFFERS_UNKEPT
  }

  /**
   * Looks at the file; writes it again where it is gone. Empty where it is gone and the journal
   * does not keep its text.
   *
   * @throws IOException if the file is there and can't be read
   */
  public static Optional<FoundReport> of(KeptReport kept, DataDirectory data) throws IOException {
    Path file = place(kept, data);
    String text = kept.text();
    boolean trusted = text != null && kept.is(text);
    if (Files.exists(file)) {
      String there = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      if (kept.is(there)) {
        return Optional.of(new FoundReport(file, there, State.AS_WRITTEN));
      }
      return Optional.of(
          text != null && trusted
              ? new FoundReport(file, text, State.DIFFERS)
              : new FoundReport(file, there, State.DIFFERS_UNKEPT));
    }
    return text != null && trusted
        ? Optional.of(new FoundReport(file, text, again(data, file, text)))
        : Optional.empty();
  }

  private static State again(DataDirectory data, Path file, String text) {
    try {
      new Reports(data.reports()).write(String.valueOf(file.getFileName()), text);
      return State.WRITTEN_AGAIN;
    } catch (IOException e) {
      return State.NOT_WRITABLE;
    }
  }

  /** Where it was written; of a worker on another machine, in the reports folder of this one. */
  private static Path place(KeptReport kept, DataDirectory data) {
    Path written = data.root().resolve(kept.path());
    return Files.exists(written)
        ? written
        : data.reports().resolve(String.valueOf(written.getFileName()));
  }
}
