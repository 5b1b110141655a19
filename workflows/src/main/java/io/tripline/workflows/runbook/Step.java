package io.tripline.workflows.runbook;

/**
 * A step of a runbook document.
 *
 * @param id slug of its heading, such as {@code prove-the-account-flat}
 * @param title the heading without its number
 */
public record Step(String id, String title) {
  /** The step of a heading. */
  public static Step of(String title) {
    return new Step(RunbookDocument.slug(title), title);
  }
}
