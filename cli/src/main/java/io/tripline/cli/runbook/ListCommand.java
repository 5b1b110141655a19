package io.tripline.cli.runbook;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Names and titles. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "The runbook documents.")
final class ListCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Path file : Documents.all(common)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", Documents.id(file));
      row.put("title", Documents.title(file));
      row.put("path", file.toString());
      rows.add(row);
    }
    common.output().rows("runbooks", rows);
    return ExitCode.OK.number();
  }
}
