package io.tripline.cli.runbook;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.runbook.Runbook;
import io.tripline.workflows.runbook.RunbookCheck;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks at a copy before it is put to use. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Check a copy of the documents: its text is free, no step may vanish or change its place.",
      "Exit code 2 when one may not serve."
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin Common common;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATH",
      description = "A folder, or one document (default: the configured folder).")
  @Nullable Path path;

  @Override
  public Integer call() throws IOException {
    Path at =
        path == null ? Documents.settings(common).runbooks() : path.toAbsolutePath().normalize();
    List<Map<String, Object>> rows = new ArrayList<>();
    boolean wrong = false;
    for (Path file : files(at)) {
      List<RunbookCheck.Finding> found = findings(file);
      found.forEach(each -> rows.add(row(file, each.line(), "REFUSED", each.sentence())));
      if (found.isEmpty()) {
        rows.add(row(file, 0, "good", "every step is in its place"));
      }
      wrong |= !found.isEmpty();
    }
    common.output().rows("documents", rows);
    return (wrong ? ExitCode.USAGE : ExitCode.OK).number();
  }

  private static List<Path> files(Path at) {
    if (Files.isDirectory(at)) {
      List<Path> files =
          Arrays.stream(Runbook.values())
              .map(each -> at.resolve(each.file()))
              .filter(Files::exists)
              .toList();
      if (files.isEmpty()) {
        throw new CommandFailure(
            ExitCode.USAGE,
            at
                + ": holds none of "
                + String.join(", ", Arrays.stream(Runbook.values()).map(Runbook::file).toList()));
      }
      return files;
    }
    if (!Files.exists(at)) {
      throw new CommandFailure(ExitCode.USAGE, at + ": is not there");
    }
    return List.of(at);
  }

  private static List<RunbookCheck.Finding> findings(Path file) throws IOException {
    Runbook document = Documents.named(String.valueOf(file.getFileName()));
    try {
      return RunbookCheck.of(document, Files.readString(file));
    } catch (CharacterCodingException e) {
      return List.of(new RunbookCheck.Finding(1, "is no UTF-8 text"));
    }
  }

  private static Map<String, Object> row(Path file, int line, String result, String detail) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("file", file.toString());
    row.put("line", line == 0 ? "" : String.valueOf(line));
    row.put("result", result);
    row.put("detail", detail);
    return row;
  }
}
