package io.tripline.cli.journal;

import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.JournalRecord;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.workflows.journal.EntryKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The cost of the last fills, and the last word on them. */
@Command(
    name = "slippage",
    mixinStandardHelpOptions = true,
    description =
        "What the last fills cost in basis points and how long they took, and what to make of it.")
final class SlippageCommand implements Callable<Integer> {
  /** The guard writes one line of statistics beside each fill, and reviews come between. */
  private static final int ENTRIES_PER_FILL = 4;

  @Mixin Common common;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many fills (default: ${DEFAULT-VALUE}).")
  int last = 20;

  @Override
  public Integer call() {
    Output output = common.output();
    int count = Entries.count(last);
    try (JournalReader reader = Entries.open(common)) {
      List<JournalRecord> all =
          reader.ofKind(EntryKind.SLIPPAGE, Math.multiplyExact(count, ENTRIES_PER_FILL));
      List<JournalRecord> fills =
          all.stream().filter(each -> each.entry().data().containsKey("fillPrice")).toList();
      output.rows(
          "fills",
          fills.subList(Math.max(0, fills.size() - count), fills.size()).stream()
              .map(SlippageCommand::row)
              .toList());
      all.stream()
          .filter(each -> each.entry().data().containsKey("cusum"))
          .reduce((before, next) -> next)
          .ifPresent(word -> output.say(word.entry().text()));
      all.stream()
          .map(each -> each.entry().data())
          .filter(data -> data.containsKey("timed"))
          .reduce((before, next) -> next)
          .ifPresent(data -> output.say(orders(data)));
    }
    return ExitCode.OK.number();
  }

  private static Map<String, @Nullable Object> row(JournalRecord each) {
    Map<String, String> data = each.entry().data();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("marketAt", each.entry().marketAt());
    row.put("order", data.get("clientOrderId"));
    row.put("side", data.get("side"));
    row.put("quantity", data.get("quantity"));
    row.put("executionBps", data.get("executionBps"));
    row.put("delayBps", data.get("delayBps"));
    row.put("halfSpreadBps", data.get("halfSpreadBps"));
    row.put("tookMillis", data.get("tookMillis"));
    row.put("ordered", data.get("ordered"));
    row.put("unusable", data.get("why"));
    return row;
  }

  /** The guard's last figures of fill times and partial fills. */
  private static String orders(Map<String, String> data) {
    return "fill time: n = %s, median %s ms, longest %s ms, %s slow; in part: %s of %s orders (%s %%)"
        .formatted(
            data.get("timed"),
            data.getOrDefault("medianMillis", "?"),
            data.getOrDefault("longestMillis", "?"),
            data.get("slow"),
            data.get("inPart"),
            data.get("filled"),
            data.getOrDefault("inPartPercent", "0"));
  }
}
