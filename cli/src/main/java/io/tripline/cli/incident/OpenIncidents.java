package io.tripline.cli.incident;

import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.tripline.activities.journal.IncidentSummary;
import io.tripline.activities.journal.JournalReader;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.runbook.IncidentId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which incidents there are: by the journal, and by the guard's books where it answers. */
public final class OpenIncidents {
  private static final Set<String> ENDED =
      Set.of("RESOLVED", "IN_REVIEW", "CLOSED", "CANCELLED", "MERGED");

  private OpenIncidents() {}

  /** Every incident that the journal knows, oldest first; empty without a journal. */
  public static List<IncidentSummary> known(Installation installation) {
    Optional<JournalReader> journal = JournalReader.openIfThere(Configured.journal(installation));
    if (journal.isEmpty()) {
      return List.of();
    }
    try (JournalReader reader = journal.get()) {
      return reader.incidents();
    }
  }

  /** True unless its last status is an end. */
  public static boolean open(IncidentSummary incident) {
    return !ENDED.contains(incident.status());
  }

  /** Ids of the incidents that are not resolved; the guard knows best, else the journal. */
  public static List<String> ids(
      Installation installation, @Nullable Temporal temporal, AccountName account) {
    if (temporal != null) {
      try {
        return temporal.guard(account).status().incidents();
      } catch (WorkflowNotFoundException | WorkflowServiceException e) {
        // No guard, or no worker: what the journal says is the best that is known.
      }
    }
    return known(installation).stream()
        .filter(OpenIncidents::open)
        .filter(each -> each.account().equals(account.value()))
        .map(IncidentSummary::id)
        .toList();
  }

  /** The one that was named, else the only open one; else a usage failure that lists them. */
  public static String choose(@Nullable String named, List<String> open, String command) {
    if (named != null) {
      try {
        return new IncidentId(named).value();
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
      }
    }
    if (open.size() == 1) {
      return open.get(0);
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        open.isEmpty()
            ? command + ": no incident is open; `./tripline incident list` shows the past ones"
            : command + ": several incidents are open, name one: " + String.join(", ", open));
  }
}
