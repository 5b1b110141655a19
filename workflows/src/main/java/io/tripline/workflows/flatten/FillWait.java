package io.tripline.workflows.flatten;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tripline.workflows.broker.Order;
import java.time.Instant;

/** How waiting for a closing order went. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FillWait.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = FillWait.StillOpen.class, name = "stillOpen"),
  @JsonSubTypes.Type(value = Unread.class, name = "unread")
})
public sealed interface FillWait permits FillWait.Ended, FillWait.StillOpen, Unread {
  /** The order is terminal; it may have filled in part or not at all. */
  record Ended(Order order, Instant at) implements FillWait {}

  /** The time was over first. */
  record StillOpen(Order order, Instant at) implements FillWait {}
}
