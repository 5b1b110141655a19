package io.tripline.worker.runbook;

import io.tripline.workflows.runbook.Runbook;
import io.tripline.workflows.runbook.RunbookCheck;
import java.nio.file.Path;
import java.util.List;

/**
 * A document as people are to read it now.
 *
 * @param file where it was looked for
 * @param sha256 of its text, in hexadecimal
 * @param findings why the file is not what serves; empty where it is, or where there is none
 * @param problem the same in a sentence where it is no finding; empty when there is none
 */
public record ServedRunbook(
    Runbook document,
    Source source,
    Path file,
    String text,
    String sha256,
    List<RunbookCheck.Finding> findings,
    String problem) {
  /** Where the text comes from. */
  public enum Source {
    /** The file in the folder. */
    FOLDER("the file"),
    /** A copy of the file from when it was good. */
    LAST_GOOD("the last good copy"),
    /** What came with the program. */
    SHIPPED("the shipped document");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /** Copies the list. */
  public ServedRunbook {
    findings = List.copyOf(findings);
  }

  /** What people must be told, one line each; empty when the file serves as it should. */
  public List<String> warnings() {
    if (findings.isEmpty() && problem.isEmpty()) {
      return List.of();
    }
    String serves = "; " + source.words() + " serves";
    return problem.isEmpty()
        ? findings.stream()
            .map(each -> file + ":" + each.line() + ": " + each.sentence() + serves)
            .toList()
        : List.of(file + ": " + problem + serves);
  }
}
