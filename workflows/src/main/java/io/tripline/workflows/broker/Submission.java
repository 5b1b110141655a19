package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tripline.workflows.fault.Fault;

/** What became of an order that we sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Submission.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = Submission.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = Submission.Unknown.class, name = "unknown")
})
public sealed interface Submission {
  /** The broker has the order. */
  record Accepted(Order order) implements Submission {}

  /** The broker has no order of it; {@code detail} is the broker's sentence, for people only. */
  record Refused(Fault fault, String detail) implements Submission {}

  /** No answer: the order may be live. It must be looked up by its id, never sent again blindly. */
  record Unknown(String detail) implements Submission {}
}
