package io.tripline.workflows.review;

/** The exact commands that people should type next. */
final class ReviewCommands {
  private static final String AS = " --as YOUR-NAME";
  private static final String TEXT = " --text \"…\"";

  private ReviewCommands() {}

  static String show(String incident) {
    return "./tripline review show " + incident;
  }

  static String sign(String incident) {
    return "./tripline review sign " + incident + AS;
  }

  static String done(String incident, int number) {
    return "./tripline review action done " + number + " " + incident + AS;
  }

  private static String say(String verb, String incident) {
    return "./tripline review " + verb + " " + incident + AS + TEXT;
  }

  /** The next one of a review that can't be signed yet, in the order of the document. */
  static String next(ReviewBook book, String incident, boolean reportWritten) {
    if (!reportWritten && book.corrections().isEmpty()) {
      return say("correct", incident);
    }
    if (book.rootCause() == null) {
      return say("cause", incident);
    }
    if (book.lessons().isEmpty()) {
      return say("lesson", incident);
    }
    if (book.runbook() == null) {
      return say("runbook", incident) + " --needed|--not-needed";
    }
    if (book.actions().isEmpty() && book.noAction() == null) {
      return say("action add", incident) + " --owner NAME --due YYYY-MM-DD";
    }
    return book.actions().stream()
        .filter(each -> each.owner() == null || each.due() == null)
        .findFirst()
        .map(each ->
            "./tripline review action assign "
                + each.number()
                + " "
                + incident
                + AS
                + (each.owner() == null ? " --owner NAME" : "")
                + (each.due() == null ? " --due YYYY-MM-DD" : ""))
        .orElse(sign(incident));
  }
}
