package io.tripline.cli.review;

import io.tripline.cli.incident.ViewText;
import io.tripline.workflows.review.ActionItem;
import io.tripline.workflows.review.Point;
import io.tripline.workflows.review.ReviewView;
import io.tripline.workflows.review.RunbookNeed;
import io.tripline.workflows.review.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A review in lines for a terminal; times are UTC. Pure. */
final class ReviewText {
  private ReviewText() {}

  static List<String> whole(ReviewView view, Instant now, String commandOptions) {
    List<String> lines = new ArrayList<>();
    lines.add("review of " + view.incident() + "  " + view.severity() + "  " + status(view));
    lines.add("  responder  " + (view.responder().isEmpty() ? "nobody" : view.responder()));
    lines.add(signed(view));
    lines.add("  report     " + or(view.incidentReport(), "none is on record"));
    view.corrections().forEach(each -> lines.add("    corrected: " + said(each)));
    lines.add("  steps");
    view.steps().forEach(step -> lines.add("    " + ViewText.step(step)));
    lines.add("  cause      " + said(view.rootCause()));
    view.factors().forEach(each -> lines.add("    factor   " + said(each)));
    points(lines, "lessons", view.lessons());
    lines.add("  runbook    " + runbook(view.runbook()));
    actions(lines, view, now);
    if (!view.awaited().isBlank()) {
      lines.add("  waits for  " + view.awaited());
    }
    if (!view.nextCommand().isBlank()) {
      lines.add("  next       " + view.nextCommand() + commandOptions);
    }
    if (!view.reviewReport().isBlank()) {
      lines.add("  written to " + view.reviewReport());
    }
    return lines;
  }

  private static String status(ReviewView view) {
    return switch (view.status()) {
      case IN_REVIEW -> "in review" + (view.overdue() ? " (overdue)" : "");
      case CLOSED -> "closed";
      case DECLARED, ACKNOWLEDGED, MITIGATED, RESOLVED, CANCELLED, MERGED ->
          String.valueOf(view.status());
    };
  }

  private static String signed(ReviewView view) {
    if (view.signatures().isEmpty()) {
      Instant due = view.dueAt();
      return "  signed     by nobody yet"
          + (due == null ? "" : "; due by " + due.truncatedTo(ChronoUnit.SECONDS));
    }
    return "  signed     by "
        + String.join(" and ", view.signatures().stream().map(ReviewText::signature).toList());
  }

  private static String signature(Signature each) {
    return each.by() + " at " + each.at().truncatedTo(ChronoUnit.SECONDS);
  }

  private static void points(List<String> lines, String title, List<Point> points) {
    lines.add("  " + title + (points.isEmpty() ? "    none yet" : ""));
    points.forEach(each -> lines.add("    - " + said(each)));
  }

  private static String runbook(@Nullable RunbookNeed need) {
    return need == null
        ? "not decided yet"
        : (need.needed() ? "needs an update: " : "needs no update: ") + said(need.why());
  }

  private static void actions(List<String> lines, ReviewView view, Instant now) {
    Point none = view.noAction();
    lines.add(
        "  actions"
            + (!view.actions().isEmpty()
                ? ""
                : none == null ? "    none yet" : "    none needed: " + said(none)));
    view.actions().forEach(each -> lines.add("    " + action(each, now)));
  }

  static String action(ActionItem item, Instant now) {
    Point done = item.done();
    return (item.open() ? "[ ] " : "[x] ")
        + item.number()
        + ". "
        + item.text()
        + ", owner "
        + (item.owner() == null ? "nobody yet" : item.owner())
        + ", due "
        + (item.due() == null ? "not set" : item.due())
        + (item.overdue(now) ? " OVERDUE" : "")
        + (done == null ? "" : ", done says " + done.by());
  }

  private static String said(@Nullable Point point) {
    return point == null ? "not named yet" : point.text() + " (" + point.by() + ")";
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
