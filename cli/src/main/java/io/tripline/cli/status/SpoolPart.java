package io.tripline.cli.status;

import io.tripline.activities.journal.DeclarationSpool;
import io.tripline.activities.journal.SpooledDeclaration;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.runbook.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Declarations that wait for Temporal, and files that can't become an incident. */
record SpoolPart(DeclarationSpool.Contents contents) {
  static SpoolPart look(Installation installation) {
    return new SpoolPart(DeclarationSpool.of(installation.data()).look());
  }

  /** P0s that a person declared: they are believed before Temporal is back. */
  List<String> outages() {
    return contents.waiting().stream()
        .filter(each -> each.severity() == Severity.P0)
        .map(each -> "declared by " + each.by() + " at " + each.declaredAt() + ": " + each.reason())
        .toList();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (SpooledDeclaration each : contents.waiting()) {
      lines.add("declared    waits for Temporal and a response worker: " + each.describe());
    }
    for (DeclarationSpool.Unreadable each : contents.unreadable()) {
      lines.add("declared    CAN'T BE READ: " + each.file() + ": " + each.why());
    }
    for (String each : contents.refused()) {
      lines.add("declared    REFUSED, declare it again: " + each + " in declarations/refused");
    }
    return lines;
  }

  List<Map<String, Object>> document() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (SpooledDeclaration each : contents.waiting()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("requestId", each.requestId());
      one.put("severity", each.severity().name());
      one.put("cause", each.cause().word());
      one.put("by", each.by());
      one.put("declaredAt", each.declaredAt().toString());
      one.put("state", "waiting");
      all.add(one);
    }
    for (DeclarationSpool.Unreadable each : contents.unreadable()) {
      all.add(named(String.valueOf(each.file().getFileName()), "unreadable"));
    }
    contents.refused().forEach(each -> all.add(named(each, "refused")));
    return all;
  }

  private static Map<String, Object> named(String file, String state) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("file", file);
    one.put("state", state);
    return one;
  }
}
