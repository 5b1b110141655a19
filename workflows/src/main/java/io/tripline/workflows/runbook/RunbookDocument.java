package io.tripline.workflows.runbook;

import io.tripline.workflows.fault.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A runbook document as the procedures see it. Its steps are the numbered third-level headings
 * ({@code ### 1. Title}) under the heading {@code ## Response}, or {@code ## Agenda} of the review.
 *
 * @param title the first-level heading
 * @param steps in the document's order
 * @param text all of it, with {@code \n} line ends
 */
public record RunbookDocument(String title, List<Step> steps, String text) {
  private static final List<String> SECTIONS = List.of("Response", "Agenda");
  private static final Pattern TITLE = Pattern.compile("# +(.+)");
  private static final Pattern SECTION = Pattern.compile("## +(.+)");
  private static final Pattern STEP = Pattern.compile("### +(?:(\\d+)\\. +)?(.+)");

  /** Copies the steps. */
  public RunbookDocument {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a document. Throws {@link Refusal} when it has no title, when a step is not numbered in
   * order, or when two steps have one name.
   */
  public static RunbookDocument parse(String markdown) {
    String text = markdown.replace("\r\n", "\n");
    String title = "";
    boolean response = false;
    boolean code = false;
    List<Step> steps = new ArrayList<>();
    for (String line : text.lines().toList()) {
      code ^= line.stripLeading().startsWith("```");
      if (code) {
        continue;
      }
      Matcher heading = TITLE.matcher(line);
      Matcher section = SECTION.matcher(line);
      Matcher step = STEP.matcher(line);
      if (title.isEmpty() && heading.matches()) {
        title = heading.group(1).strip();
      } else if (section.matches()) {
        response = SECTIONS.contains(section.group(1).strip());
      } else if (response && step.matches()) {
        add(steps, step);
      }
    }
    if (title.isEmpty()) {
      throw new Refusal("runbook: no first-level heading");
    }
    return new RunbookDocument(title, steps, text);
  }

  private static void add(List<Step> steps, Matcher heading) {
    String number = heading.group(1);
    Step step = Step.of(heading.group(2).strip());
    if (!String.valueOf(steps.size() + 1).equals(number)) {
      throw new Refusal(
          "runbook: step \""
              + step.title()
              + "\" must have the number "
              + (steps.size() + 1)
              + ", has "
              + (number == null ? "none" : number));
    }
    if (steps.stream().anyMatch(known -> known.id().equals(step.id()))) {
      throw new Refusal("runbook: two steps are called \"" + step.title() + "\"");
    }
    steps.add(step);
  }

  /** Lower-case words joined by hyphens: {@code Manual Reset} is {@code manual-reset}. */
  public static String slug(String title) {
    return title
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("(^-+)|(-+$)", "");
  }
}
