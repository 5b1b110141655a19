package io.tripline.cli.drill;

import java.util.List;

/** The step headings of a runbook document: those of level three, without their number. */
final class Headings {
  private Headings() {}

  static List<String> of(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("### "))
        .map(line -> line.substring(4).strip().replaceFirst("^\\d+[.)]\\s*", ""))
        .toList();
  }
}
