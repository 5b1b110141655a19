package io.tripline.cli.drill;

import java.util.ArrayList;
import java.util.List;

/** The lines of a runbook document that name a symptom or a cause. */
final class RunbookLines {
  private RunbookLines() {}

  static List<String> of(List<String> document, Symptom.Kind kind) {
    return switch (kind) {
      case SYMPTOM -> below(document, "## Symptoms");
      case EXAMPLE -> below(document, "## Examples");
      case CAUSE -> below(document, "Possible Causes");
      case STEP ->
          Headings.of(document).stream()
              .filter(each ->
                  (each.startsWith("For ") && each.contains(" Trigger"))
                      || each.equals("Manual Reset"))
              .toList();
    };
  }

  /** The items of the first level below a heading. */
  private static List<String> below(List<String> document, String heading) {
    List<String> items = new ArrayList<>();
    boolean inside = false;
    for (String line : document) {
      if (line.startsWith("#")) {
        inside = line.endsWith(heading);
      } else if (inside && line.startsWith("- ")) {
        items.add(line.substring(2).strip());
      }
    }
    return items;
  }
}
