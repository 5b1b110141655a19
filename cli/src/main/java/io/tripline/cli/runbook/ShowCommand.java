package io.tripline.cli.runbook;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.worker.config.RunbookNumbers;
import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import io.tripline.worker.runbook.ServedRunbook;
import io.tripline.workflows.killswitch.LimitsInForce;
import io.tripline.workflows.runbook.Runbook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A document as people read it, with the numbers, people and times that are in force. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "One runbook document, such as p1 or p1-trading-halted, with the numbers, people and times",
      "that it names: value in force, and where that comes from."
    })
final class ShowCommand implements Callable<Integer> {
  @Mixin Common common;

  @Parameters(index = "0", paramLabel = "DOCUMENT", description = "Its id, or its beginning.")
  @Nullable String id;

  @Override
  public Integer call() {
    Runbook wanted = Documents.named(id);
    Settings settings = Documents.settings(common);
    ServedRunbook served =
        Documents.all(settings).stream()
            .filter(each -> each.document() == wanted)
            .findFirst()
            .orElseThrow();
    Output output = common.output();
    served.warnings().forEach(warning -> output.say("WARNING: " + warning));
    LimitsInForce changed = limits();
    List<RunbookNumbers.Value> numbers =
        RunbookNumbers.of(
            wanted,
            settings,
            settings.file().map(SettingsReader.ofThisProcess()::lines).orElse(Map.of()),
            changed);
    output.line(served.text().stripTrailing());
    output.line("");
    output.line("## Numbers, people and times of this document");
    output.line("");
    int key = numbers.stream().mapToInt(each -> each.key().length()).max().orElse(0);
    int value = numbers.stream().mapToInt(each -> each.value().length()).max().orElse(0);
    numbers.forEach(each ->
        output.line(
            String.format(
                    Locale.ROOT,
                    "    %-" + key + "s  %-" + Math.min(40, Math.max(1, value)) + "s  %s",
                    each.key(),
                    each.value(),
                    each.origin())
                .stripTrailing()));
    output.say(
        "("
            + served.source().words()
            + " "
            + served.file()
            + ", sha256 "
            + served.sha256()
            + (changed == null
                ? "; the guard was not asked: people's changes of limits are not" + " shown"
                : "")
            + ")");
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", wanted.id());
    document.put("path", served.file().toString());
    document.put("serves", served.source().name());
    document.put("sha256", served.sha256());
    document.put("configurationHash", settings.configurationHash());
    document.put("warnings", served.warnings());
    document.put("guardAsked", changed != null);
    document.put("numbers", Output.tree(numbers));
    document.put("text", served.text());
    output.document(document);
    return ExitCode.OK.number();
  }

  /** What people changed; null where nobody answers: the document is read when all is down, too. */
  private @Nullable LimitsInForce limits() {
    try (Temporal temporal = common.temporal()) {
      return temporal.guard(common.account()).status().limits();
    } catch (CommandFailure | WorkflowException | StatusRuntimeException e) {
      return null;
    }
  }
}
