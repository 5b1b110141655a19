package io.tripline.workflows.runbook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a document may serve: its text is free, but each step of the procedure must stand there
 * under its number, in the procedure's order; of the template for messages each label. Pure.
 */
public final class RunbookCheck {
  private static final Pattern TITLE = Pattern.compile("# +(.+)");
  private static final Pattern SECTION = Pattern.compile("## +(.+)");
  private static final Pattern STEP = Pattern.compile("### +(?:(\\d+)\\. +)?(.+)");

  /** The labels of the runbook's template, in their order. */
  private static final List<String> LABELS =
      List.of(
          "INCIDENT REPORT",
          "Date/Time:",
          "Severity:",
          "Status:",
          "Summary:",
          "Impact:",
          "Root Cause:",
          "Actions Taken:",
          "Next Steps:");

  private RunbookCheck() {}

  /**
   * What is wrong.
   *
   * @param line in the document, from 1
   * @param sentence what is wrong or missing there, and what is expected
   */
  public record Finding(int line, String sentence) {}

  private record Heading(int line, String number, String title) {
    String slug() {
      return RunbookDocument.slug(title);
    }
  }

  /** Everything that is wrong with it, by line; empty when it may serve. */
  public static List<Finding> of(Runbook document, String markdown) {
    List<String> lines = markdown.replace("\r\n", "\n").lines().toList();
    List<Finding> found = new ArrayList<>();
    if (lines.stream().noneMatch(line -> TITLE.matcher(line).matches())) {
      found.add(new Finding(1, "has no title: a line that begins with \"# \""));
    }
    if (document == Runbook.COMMUNICATION) {
      labels(lines, found);
    } else {
      steps(document, lines, found);
    }
    found.sort(Comparator.comparingInt(Finding::line));
    return List.copyOf(found);
  }

  private static void steps(Runbook document, List<String> lines, List<Finding> found) {
    String section = document == Runbook.REVIEW ? "Agenda" : "Response";
    List<Heading> headings = new ArrayList<>();
    int end = sectionOf(section, lines, headings);
    if (end == 0) {
      found.add(
          new Finding(
              lines.size(),
              "has no heading \"## " + section + "\", under which the steps must stand"));
      return;
    }
    List<Step> wanted = document.steps();
    int next = 0;
    for (Heading heading : headings) {
      int at = indexOf(wanted, heading);
      if (at < 0) {
        found.add(new Finding(heading.line(), notOurs(heading, wanted, next)));
      } else if (at < next) {
        found.add(
            new Finding(
                heading.line(),
                shown(wanted, at)
                    + " stands too late, or a second time: it must come before"
                    + " "
                    + shown(wanted, at + 1)));
      } else {
        for (int missing = next; missing < at; missing++) {
          missing(wanted, missing, headings, heading.line(), found);
        }
        if (!String.valueOf(at + 1).equals(heading.number())) {
          found.add(
              new Finding(
                  heading.line(),
                  "step \""
                      + heading.title()
                      + "\" must have the number "
                      + (at + 1)
                      + ", has "
                      + (heading.number().isEmpty() ? "none" : heading.number())));
        }
        next = at + 1;
      }
    }
    for (int missing = next; missing < wanted.size(); missing++) {
      missing(wanted, missing, headings, end, found);
    }
  }

  /** Collects the headings of the section; answers the last line that belongs to it, 0 without. */
  private static int sectionOf(String section, List<String> lines, List<Heading> headings) {
    boolean inside = false;
    boolean code = false;
    int end = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      code ^= line.stripLeading().startsWith("```");
      Matcher of = SECTION.matcher(line);
      Matcher step = STEP.matcher(line);
      if (!code && of.matches()) {
        inside = of.group(1).strip().equals(section);
      } else if (!code && inside && step.matches()) {
        String number = step.group(1) == null ? "" : step.group(1);
        headings.add(new Heading(i + 1, number, step.group(2).strip()));
      }
      if (inside) {
        end = i + 1;
      }
    }
    return end;
  }

  private static int indexOf(List<Step> wanted, Heading heading) {
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).id().equals(heading.slug())) {
        return i;
      }
    }
    return -1;
  }

  private static String notOurs(Heading heading, List<Step> wanted, int next) {
    return "\""
        + heading.title()
        + "\" is no step of the procedure"
        + (next < wanted.size() ? ", which has " + shown(wanted, next) + " here" : "")
        + "; headings of your own begin with ####";
  }

  private static void missing(
      List<Step> wanted, int at, List<Heading> headings, int line, List<Finding> found) {
    boolean later = headings.stream().anyMatch(each -> each.slug().equals(wanted.get(at).id()));
    if (!later) {
      found.add(new Finding(line, shown(wanted, at) + " is missing; it belongs before this line"));
    }
  }

  private static String shown(List<Step> wanted, int at) {
    return at < wanted.size()
        ? "\"### " + (at + 1) + ". " + wanted.get(at).title() + "\""
        : "the end of its section";
  }

  private static void labels(List<String> lines, List<Finding> found) {
    int from = 0;
    for (String label : LABELS) {
      int at = indexOf(label, lines, from);
      if (at >= 0) {
        from = at + 1;
      } else if (indexOf(label, lines, 0) >= 0) {
        found.add(
            new Finding(
                indexOf(label, lines, 0) + 1, "the label \"" + label + "\" stands too early"));
      } else {
        found.add(
            new Finding(
                Math.max(1, from),
                "the template's label \"" + label + "\" is missing after this line"));
      }
    }
  }

  private static int indexOf(String label, List<String> lines, int from) {
    String wanted = label.toLowerCase(Locale.ROOT);
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).strip().toLowerCase(Locale.ROOT).startsWith(wanted)) {
        return i;
      }
    }
    return -1;
  }
}
