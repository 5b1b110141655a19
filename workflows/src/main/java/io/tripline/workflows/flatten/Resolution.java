package io.tripline.workflows.flatten;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tripline.workflows.broker.Order;
import java.time.Instant;

/** What the broker knows of an order whose answer was lost. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Resolution.Found.class, name = "found"),
  @JsonSubTypes.Type(value = Resolution.Absent.class, name = "absent"),
  @JsonSubTypes.Type(value = Unread.class, name = "unread")
})
public sealed interface Resolution permits Resolution.Found, Resolution.Absent, Unread {
  /** The broker has an order of that id; the caller compares it. */
  record Found(Order order, Instant at) implements Resolution {}

  /** Every look-up of at least 10 s was empty: the same id may be sent again. */
  record Absent(Instant at) implements Resolution {}
}
