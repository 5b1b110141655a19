package io.tripline.cli.incident;

import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.IncidentView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The incident that a command is about: named, or the only open one. */
final class Target {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Incident id; may be left out where exactly one is open.")
  @Nullable String incident;

  /** Refuses a malformed id before anything is asked. */
  void check() {
    if (incident != null) {
      OpenIncidents.choose(incident, List.of(), "");
    }
  }

  String choose(Common common, Temporal temporal, String command) {
    List<String> open =
        incident != null
            ? List.of()
            : OpenIncidents.ids(common.installation(), temporal, common.account());
    return OpenIncidents.choose(incident, open, command);
  }

  /** The incident as people see it; a usage failure when there is none of that id. */
  static IncidentView view(Temporal temporal, String id) {
    try {
      return temporal.incident(id).view();
    } catch (WorkflowNotFoundException e) {
      throw unknown(id, e);
    }
  }

  /** It is over, or never was. */
  static CommandFailure ended(Common common, String id, Throwable cause) {
    return OpenIncidents.known(common.installation()).stream()
            .anyMatch(each -> each.id().equals(id))
        ? new CommandFailure(ExitCode.CONFLICT, id + " has ended: this comes too late", cause)
        : unknown(id, cause);
  }

  static CommandFailure unknown(String id, Throwable cause) {
    return new CommandFailure(
        ExitCode.USAGE,
        "no incident " + id + "; `./tripline incident list` shows those that exist",
        cause);
  }
}
