package io.tripline.workflows.notify;

import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell people.
 *
 * @param id same id = told once
 * @param command the exact command that a person should type next; empty when none
 * @param drill true when this is a rehearsal: it says DRILL and goes to nobody outside
 * @param stage where the incident stands; null where there is none, or a history does not know it
 * @param turn whose turn it is, who hears it however little urgent it is; null where it is nobody's
 */
public record Notice(
    String id,
    AccountName account,
    @Nullable String incident,
    Urgency urgency,
    String headline,
    String text,
    String command,
    boolean drill,
    @Nullable Stage stage,
    @Nullable Contact turn) {
  /** Nobody's turn in particular. */
  public Notice(
      String id,
      AccountName account,
      @Nullable String incident,
      Urgency urgency,
      String headline,
      String text,
      String command,
      boolean drill,
      @Nullable Stage stage) {
    this(id, account, incident, urgency, headline, text, command, drill, stage, null);
  }

  /** About no incident, or one of which it is not known where it stands. */
  public Notice(
      String id,
      AccountName account,
      @Nullable String incident,
      Urgency urgency,
      String headline,
      String text,
      String command,
      boolean drill) {
    this(id, account, incident, urgency, headline, text, command, drill, null, null);
  }
}
