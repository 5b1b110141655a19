package io.tripline.workflows.review;

import io.tripline.workflows.incident.Markdown;
import io.tripline.workflows.incident.Milestones;
import io.tripline.workflows.incident.Plain;
import io.tripline.workflows.incident.StepView;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Writes the report of a review, in Markdown: the document's steps, then the evidence. Pure, and
 * nothing in it depends on when it is written: what is recorded makes the same text again.
 */
final class ReviewReportWriter {
  private ReviewReportWriter() {}

  static String write(ReviewView view, boolean drill) {
    StringBuilder text = new StringBuilder();
    text.append("# Post-Incident Review: ").append(Markdown.words(view.incident())).append("\n\n");
    item(text, (drill ? "DRILL, " : "") + view.severity() + " " + view.severity().category());
    item(
        text,
        "Account: " + view.account() + (view.cause().isEmpty() ? "" : "; cause: " + view.cause()));
    item(text, "Incident report: " + or(view.incidentReport(), "none on record"));
    item(text, "Responder: " + or(view.responder(), "nobody acknowledged"));
    signatures(text, view);
    section(text, "Times (UTC)");
    times(text, view.milestones());
    int number = 1;
    for (StepView step : view.steps()) {
      section(text, number++ + ". " + step.title());
      switch (number - 1) {
        case 1 -> points(text, view.corrections(), "As written; nothing to correct.");
        case 2 -> cause(text, view);
        case 3 -> points(text, view.lessons(), "None.");
        case 4 -> runbook(text, view.runbook());
        case 5 -> actions(text, view);
        default -> item(text, step.outcome());
      }
    }
    section(text, "Decisions (names are claimed, not proven)");
    items(text, view.decisions(), Function.identity(), "None.");
    section(text, "Exposure, orders and evidence, as the journal has them (UTC)");
    items(text, view.evidence(), Function.identity(), "None: nothing was ordered.");
    section(text, "Timeline of the review (UTC)");
    items(
        text,
        view.timeline(),
        each -> Plain.time(each.at()) + "  " + each.actor() + ": " + each.text(),
        "Nothing.");
    return text.toString();
  }

  private static void signatures(StringBuilder text, ReviewView view) {
    items(
        text,
        view.signatures(),
        each ->
            "Signed by "
                + each.by()
                + " at "
                + Plain.time(each.at())
                + (each.by().equalsIgnoreCase(view.responder()) ? " (the responder)" : "")
                + (each.reason().isEmpty() ? "" : ": " + each.reason()),
        "Not signed.");
  }

  private static void times(StringBuilder text, Milestones at) {
    item(text, "Detected: " + Plain.time(at.detected()));
    milestone(text, "Declared", at.detected(), at.declared());
    milestone(text, "Acknowledged", at.detected(), at.acknowledged());
    milestone(text, "Mitigated", at.detected(), at.mitigated());
    milestone(text, "Resolved", at.detected(), at.resolved());
  }

  private static void milestone(
      StringBuilder text,
      String name,
      Instant from,
      @org.jspecify.annotations.Nullable Instant at) {
    item(
        text,
        name
            + ": "
            + (at == null ? "not reached" : Plain.time(at) + ", after " + Plain.span(from, at)));
  }

  private static void cause(StringBuilder text, ReviewView view) {
    Point cause = view.rootCause();
    item(text, "Root cause: " + (cause == null ? "not named" : said(cause)));
    view.factors().forEach(each -> item(text, "Contributing factor: " + said(each)));
  }

  private static void runbook(
      StringBuilder text, @org.jspecify.annotations.Nullable RunbookNeed need) {
    item(
        text,
        need == null
            ? "Not decided."
            : (need.needed() ? "Update needed: " : "No update needed: ") + said(need.why()));
  }

  private static void actions(StringBuilder text, ReviewView view) {
    Point none = view.noAction();
    items(
        text,
        view.actions(),
        ReviewReportWriter::action,
        none == null ? "None." : "None needed: " + said(none));
  }

  private static String action(ActionItem item) {
    Point done = item.done();
    return (done == null ? "( ) " : "(x) ")
        + item.number()
        + ". "
        + item.text()
        + "; owner "
        + (item.owner() == null ? "nobody" : item.owner())
        + "; due "
        + (item.due() == null ? "not set" : item.due())
        + (done == null
            ? ""
            : (item.late(done) ? "; done late " : "; done ")
                + Plain.time(done.at())
                + ", says "
                + done.by())
        + (item.how().isEmpty() ? "" : ": " + item.how());
  }

  private static void points(StringBuilder text, List<Point> points, String none) {
    items(text, points, ReviewReportWriter::said, none);
  }

  private static String said(Point point) {
    return point.text() + " (" + point.by() + ", " + Plain.time(point.at()) + ")";
  }

  private static <T> void items(
      StringBuilder text, List<T> all, Function<T, String> line, String none) {
    if (all.isEmpty()) {
      item(text, none);
    }
    all.forEach(each -> item(text, line.apply(each)));
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static void section(StringBuilder text, String heading) {
    text.append("\n## ").append(heading).append("\n\n");
  }

  private static void item(StringBuilder text, String words) {
    text.append("- ").append(Markdown.words(words)).append('\n');
  }
}
