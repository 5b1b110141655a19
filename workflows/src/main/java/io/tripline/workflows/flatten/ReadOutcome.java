package io.tripline.workflows.flatten;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How reading the account went. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ReadOutcome.Seen.class, name = "seen"),
  @JsonSubTypes.Type(value = Unread.class, name = "unread")
})
public sealed interface ReadOutcome permits ReadOutcome.Seen, Unread {
  /**
   * The account was read.
   *
   * @param agrees false when positions, executions and what was expected still contradicted each
   *     other at the end of the step's patience
   */
  record Seen(View view, boolean agrees) implements ReadOutcome {}
}
