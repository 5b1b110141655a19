package io.tripline.worker.runbook;

import io.tripline.worker.runbook.ServedRunbook.Source;
import io.tripline.workflows.runbook.Runbook;
import io.tripline.workflows.runbook.RunbookCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the runbook documents of a folder. One that may not serve, because a step vanished or it
 * can't be read, is refused with file and line; then the last good one serves, and where there is
 * none, or it does not fit this program any more, the shipped one. Thread-safe.
 */
public final class RunbookShelf {
  private final Path folder;
  private final Path kept;

  /** {@code kept} is where the last good documents stand. */
  public RunbookShelf(Path folder, Path kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /** All of them, as they serve now. Nothing is written. */
  public List<ServedRunbook> read() {
    return Arrays.stream(Runbook.values()).map(this::served).toList();
  }

  /** The same; what is good becomes the last good one. */
  public List<ServedRunbook> load() {
    List<ServedRunbook> all = read();
    all.stream().filter(each -> each.source() == Source.FOLDER).forEach(this::keep);
    return all;
  }

  /** SHA-256 of each, by its id. */
  public static Map<String, String> digests(List<ServedRunbook> all) {
    Map<String, String> digests = new LinkedHashMap<>();
    all.forEach(each -> digests.put(each.document().id(), each.sha256()));
    return digests;
  }

  private ServedRunbook served(Runbook document) {
    Path file = folder.resolve(document.file());
    if (!Files.exists(file)) {
      Optional<String> good = lastGood(document);
      return good.isPresent()
          ? of(document, Source.LAST_GOOD, file, good.get(), List.of(), "is gone")
          : of(document, Source.SHIPPED, file, shipped(document), List.of(), "");
    }
    List<RunbookCheck.Finding> findings = List.of();
    String problem = "";
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      findings = RunbookCheck.of(document, text);
      if (findings.isEmpty()) {
        return of(document, Source.FOLDER, file, text, List.of(), "");
      }
    } catch (CharacterCodingException e) {
      problem = "is no UTF-8 text";
    } catch (IOException e) {
      problem = "can't be read";
    }
    Optional<String> good = lastGood(document);
    return of(
        document,
        good.isPresent() ? Source.LAST_GOOD : Source.SHIPPED,
        file,
        good.orElseGet(() -> shipped(document)),
        findings,
        problem);
  }

  /** Steps may have come with a newer program: then it is not good any more. */
  private Optional<String> lastGood(Runbook document) {
    Path file = kept.resolve(document.file());
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return RunbookCheck.of(document, text).isEmpty() ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void keep(ServedRunbook good) {
    Path file = kept.resolve(good.document().file());
    try {
      Files.createDirectories(kept);
      if (Files.exists(file) && Files.readString(file).equals(good.text())) {
        return;
      }
      Path beside = Files.createTempFile(kept, good.document().id(), ".new");
      Files.writeString(beside, good.text());
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // The file itself serves; without a copy the shipped document is the next best.
    }
  }

  private static String shipped(Runbook document) {
    try (InputStream text =
        RunbookShelf.class.getResourceAsStream("/runbooks/" + document.file())) {
      if (text == null) {
        throw new IllegalStateException(document.file() + " is missing from this build");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(document.file() + " can't be read from this build", e);
    }
  }

  private static ServedRunbook of(
      Runbook document,
      Source source,
      Path file,
      String text,
      List<RunbookCheck.Finding> findings,
      String problem) {
    try {
      String digest =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(text.getBytes(StandardCharsets.UTF_8)));
      return new ServedRunbook(document, source, file, text, digest, findings, problem);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
