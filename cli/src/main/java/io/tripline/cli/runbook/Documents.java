package io.tripline.cli.runbook;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Configured;
import io.tripline.worker.config.Settings;
import io.tripline.worker.runbook.Runbooks;
import io.tripline.worker.runbook.ServedRunbook;
import io.tripline.workflows.runbook.Runbook;
import io.tripline.workflows.runbook.RunbookDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The documents of an installation, as they are served now. */
final class Documents {
  private Documents() {}

  static Settings settings(Common common) {
    return Configured.settings(common.installation(), System.getenv());
  }

  static List<ServedRunbook> all(Settings settings) {
    return Runbooks.shelf(settings).read();
  }

  static String title(ServedRunbook document) {
    return RunbookDocument.parse(document.text()).title();
  }

  /** The one of an id, or of its beginning; a usage failure that names all. */
  static Runbook named(@Nullable String id) {
    String wanted = String.valueOf(id).toLowerCase(Locale.ROOT).replaceFirst("\\.md$", "");
    List<Runbook> found =
        Arrays.stream(Runbook.values()).filter(each -> each.id().startsWith(wanted)).toList();
    if (found.size() != 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "document: must be one of "
              + String.join(", ", Arrays.stream(Runbook.values()).map(Runbook::id).toList())
              + ", was "
              + id);
    }
    return found.getFirst();
  }
}
