package io.tripline.cli.incident;

import io.temporal.client.WorkflowException;
import io.tripline.activities.journal.IncidentSummary;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.SupportText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Asks the procedure and reads the broker; where Temporal does not answer, what the journal knows
 * must do: that is when support is needed most.
 */
@Command(
    name = "support",
    mixinStandardHelpOptions = true,
    description = {
      "The text for Broker Support, ready to paste: account, times, request ids of failed calls,",
      "orders, positions, the question. It holds no key. Works without Temporal."
    })
final class SupportCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;

  private record Known(SupportText.Case known, List<String> unresolved) {}

  @Override
  public Integer call() {
    target.check();
    Known known = known();
    SupportText.Seen seen =
        BrokerSeen.look(common.installation(), common.named(), known.unresolved());
    List<String> lines = SupportText.of(known.known(), seen);
    Output output = common.output();
    lines.forEach(output::line);
    if (known.known().need() == null) {
      output.say("(the procedure found nothing that only the broker could help with)");
    }
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("incident", known.known().incident());
    document.put("to", Output.tree(known.known().recipient()));
    document.put("text", String.join("\n", lines));
    output.document(document);
    return ExitCode.OK.number();
  }

  private Known known() {
    try (Temporal temporal = common.temporal()) {
      String id = target.choose(common, temporal, "support");
      return new Known(SupportText.Case.of(Target.view(temporal, id)), unresolved(temporal));
    } catch (WorkflowException | CommandFailure e) {
      if (e instanceof CommandFailure failure && failure.code() != ExitCode.UNREACHABLE) {
        throw failure;
      }
      common.output().say("(by the journal: " + e.getMessage() + ")");
      return new Known(byJournal(), List.of());
    }
  }

  private List<String> unresolved(Temporal temporal) {
    try {
      return temporal.guard(common.account()).status().unsettled().stream()
          .map(each -> each.id().value())
          .toList();
    } catch (WorkflowException e) {
      return List.of();
    }
  }

  private SupportText.Case byJournal() {
    Configured.Supported configured = Configured.supported(common.installation());
    IncidentSummary incident =
        OpenIncidents.known(common.installation()).stream()
            .filter(each ->
                target.incident == null
                    ? OpenIncidents.open(each)
                    : each.id().equals(target.incident))
            .reduce((first, second) -> second)
            .orElse(null);
    return new SupportText.Case(
        incident == null ? "" : incident.id(),
        configured.account(),
        configured.environment(),
        incident == null ? Instant.now() : incident.begunAt(),
        incident == null ? "no incident is known" : incident.text(),
        configured.support(),
        null);
  }
}
