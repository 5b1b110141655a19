package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tripline.workflows.fault.Fault;
import java.time.Instant;

/** What was seen, or why it is unknown. A failed call is never an empty list. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reading.Seen.class, name = "seen"),
  @JsonSubTypes.Type(value = Reading.Unknown.class, name = "unknown")
})
public sealed interface Reading<T> {
  /** The value, seen at a wall-clock instant. */
  record Seen<T>(T value, Instant at) implements Reading<T> {}

  /** Nothing is known, for this reason. */
  record Unknown<T>(Fault fault, String reason) implements Reading<T> {}
}
