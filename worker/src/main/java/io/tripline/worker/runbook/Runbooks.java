package io.tripline.worker.runbook;

import io.tripline.activities.journal.DataDirectory;
import io.tripline.worker.config.Settings;
import io.tripline.workflows.account.AccountPolicy;
import java.util.List;

/** The runbook documents of a configuration, and the policy that names their edition. */
public final class Runbooks {
  private Runbooks() {}

  /** The folder that the configuration names. */
  public static RunbookShelf shelf(Settings settings) {
    return new RunbookShelf(
        settings.runbooks(), new DataDirectory(settings.dataDirectory()).runbooks());
  }

  /** What workflows see of the settings, with the edition of the documents that serves. */
  public static AccountPolicy policy(
      Settings settings, String namespace, List<ServedRunbook> served) {
    return settings.policy(namespace).with(settings.response().with(RunbookShelf.digests(served)));
  }
}
