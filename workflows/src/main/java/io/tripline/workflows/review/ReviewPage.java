package io.tripline.workflows.review;

import io.tripline.workflows.incident.Plain;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.incident.TimelineLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The page that the Temporal UI shows of a review: Markdown lists, no tables, under 8 KB because
 * the text travels in an address. Pure.
 */
final class ReviewPage {
  static final int LARGEST = 7_500;
  private static final int LINES = 12;

  private ReviewPage() {}

  static String of(ReviewView view, Instant now) {
    for (int lines = LINES; lines >= 0; lines -= 4) {
      String page = page(view, now, lines, lines == 0 ? 60 : 160);
      if (page.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
        return page;
      }
    }
    return "## Review of " + view.incident() + "\n\n- `" + command(view) + "`\n";
  }

  private static String command(ReviewView view) {
    return view.nextCommand().isEmpty() ? ReviewCommands.show(view.incident()) : view.nextCommand();
  }

  private static String page(ReviewView view, Instant now, int lines, int width) {
    StringBuilder page = new StringBuilder();
    page.append("## Review of ").append(view.incident()).append("\n\n");
    page.append("- **Incident** ").append(view.status()).append(", review ").append(view.state());
    page.append('\n');
    if (!view.responder().isEmpty()) {
      page.append("- **Responder** ").append(text(view.responder(), 80)).append('\n');
    }
    if (view.dueAt() != null && view.signatures().isEmpty()) {
      page.append("- **Sign by** ").append(Plain.time(view.dueAt()));
      page.append(view.overdue() ? " **(overdue)**" : "").append('\n');
    }
    view.signatures()
        .forEach(each ->
            page.append("- **Signed** by ")
                .append(text(each.by(), 80))
                .append(" at ")
                .append(Plain.time(each.at()))
                .append('\n'));
    if (!view.awaited().isEmpty()) {
      page.append("- **Waiting for** ").append(text(view.awaited(), width * 2)).append('\n');
    }
    page.append("- **Type** `").append(command(view)).append("`\n\n### Steps\n\n");
    for (int i = 0; i < view.steps().size(); i++) {
      var step = view.steps().get(i);
      page.append("- ")
          .append(step.state() == StepState.DONE ? "✓" : "…")
          .append(' ')
          .append(i + 1)
          .append(". ")
          .append(step.title())
          .append(": ")
          .append(text(step.outcome(), width))
          .append('\n');
    }
    if (!view.actions().isEmpty()) {
      page.append("\n### Action items\n\n");
      view.actions().forEach(each -> page.append(action(each, now, width)));
    }
    latest(page, view.timeline(), lines, width);
    return page.toString();
  }

  private static String action(ActionItem item, Instant now, int width) {
    return "- "
        + (item.open() ? item.overdue(now) ? "✗" : "…" : "✓")
        + " "
        + item.number()
        + ". "
        + text(item.text(), width)
        + ", owner "
        + (item.owner() == null ? "nobody yet" : text(item.owner(), 80))
        + ", due "
        + (item.due() == null ? "not set" : item.due())
        + (item.overdue(now) ? " **(overdue)**" : "")
        + "\n";
  }

  private static void latest(StringBuilder page, List<TimelineLine> all, int lines, int width) {
    List<TimelineLine> last = all.subList(Math.max(0, all.size() - lines), all.size());
    if (!last.isEmpty()) {
      page.append("\n### Latest\n\n");
      last.forEach(line ->
          page.append("- ")
              .append(Plain.time(line.at()))
              .append(' ')
              .append(text(line.actor(), 80))
              .append(": ")
              .append(text(line.text(), width))
              .append('\n'));
    }
  }

  /** Markup of somebody's words is taken out, so that a name can't look like a command. */
  private static String text(String words, int longest) {
    return Plain.line(words, longest).replaceAll("[`*_<>\\[\\]{}|#]", "");
  }
}
