package io.tripline.cli.runbook;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A document as people and workflows read it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "One runbook document, such as p1 or p1-trading-halted.")
final class ShowCommand implements Callable<Integer> {
  @Mixin Common common;

  @Parameters(index = "0", paramLabel = "DOCUMENT", description = "Its id, or its beginning.")
  @Nullable String id;

  @Override
  public Integer call() throws IOException {
    String wanted = String.valueOf(id).toLowerCase(Locale.ROOT);
    List<Path> all = Documents.all(common);
    List<Path> found = all.stream().filter(each -> Documents.id(each).startsWith(wanted)).toList();
    if (found.size() != 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "document: must be one of "
              + String.join(", ", all.stream().map(Documents::id).toList())
              + ", was "
              + id);
    }
    Path file = found.get(0);
    String text = Files.readString(file, StandardCharsets.UTF_8);
    common.output().line(text.stripTrailing());
    common.output().say("(" + file + "; numbers, people and times are in tripline.yaml)");
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", Documents.id(file));
    document.put("path", file.toString());
    document.put("text", text);
    common.output().document(document);
    return ExitCode.OK.number();
  }
}
