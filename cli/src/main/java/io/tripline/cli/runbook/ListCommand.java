package io.tripline.cli.runbook;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.worker.runbook.ServedRunbook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Names, titles, and which text serves. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "The runbook documents.")
final class ListCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ServedRunbook each : Documents.all(Documents.settings(common))) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", each.document().id());
      row.put("title", Documents.title(each));
      row.put("serves", each.source().words());
      row.put("sha256", each.sha256().substring(0, 12));
      row.put("path", each.file().toString());
      rows.add(row);
      each.warnings().forEach(warning -> common.output().say("WARNING: " + warning));
    }
    common.output().rows("runbooks", rows);
    return ExitCode.OK.number();
  }
}
