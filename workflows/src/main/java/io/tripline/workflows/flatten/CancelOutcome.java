package io.tripline.workflows.flatten;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** How requesting cancels went; a request is no cancel yet. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CancelOutcome.Requested.class, name = "requested"),
  @JsonSubTypes.Type(value = Unread.class, name = "unread")
})
public sealed interface CancelOutcome permits CancelOutcome.Requested, Unread {
  /** The broker's ids of the orders whose end must now be awaited. */
  record Requested(List<String> orders, Instant at) implements CancelOutcome {}
}
