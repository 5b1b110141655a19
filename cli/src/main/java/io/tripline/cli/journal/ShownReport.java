package io.tripline.cli.journal;

import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.FoundReport;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.KeptReport;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints a report as it was written, and says what became of its file. */
public final class ShownReport {
  private ShownReport() {}

  /** Answers the exit code: a file that differs from the journal's digest fails. */
  public static int print(Common common, String incident, String path) throws IOException {
    KeptReport kept;
    try (JournalReader reader = Entries.open(common)) {
      kept =
          reader
              .report(incident, path)
              .orElseThrow(() ->
                  new CommandFailure(
                      ExitCode.FAILED, "the journal holds no report written to " + path));
    }
    FoundReport found =
        FoundReport.of(kept, new DataDirectory(common.installation().data()))
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.FAILED,
                    path
                        + " is gone, and the journal keeps only its digest (SHA-256 "
                        + kept.digest()
                        + "): restore a backup; `./tripline journal export` holds the entries"));
    common.output().line(found.text().stripTrailing());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("incident", incident);
    document.put("path", found.file().toString());
    document.put("text", found.text());
    document.put("digest", kept.digest());
    document.put("file", found.state().name());
    common.output().document(document);
    common.output().say("(" + found.file() + remark(found, kept) + ")");
    return switch (found.state()) {
      case AS_WRITTEN, WRITTEN_AGAIN, NOT_WRITABLE -> ExitCode.OK.number();
      case DIFFERS, DIFFERS_UNKEPT -> ExitCode.FAILED.number();
    };
  }

  private static String remark(FoundReport found, KeptReport kept) {
    return switch (found.state()) {
      case AS_WRITTEN -> "";
      case WRITTEN_AGAIN -> ": it was gone, and is written again from the journal";
      case NOT_WRITABLE -> ": it is gone and can't be written; this is what the journal keeps";
      case DIFFERS ->
          ": IT DIFFERS from what was written, SHA-256 "
              + kept.digest()
              + "; this is what the journal keeps. Move the file away and run this again to have it"
              + " written anew";
      case DIFFERS_UNKEPT ->
          ": IT DIFFERS from what was written, SHA-256 "
              + kept.digest()
              + "; this is the file, the journal keeps its digest only";
    };
  }
}
