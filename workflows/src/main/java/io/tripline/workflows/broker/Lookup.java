package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the broker knows of a client order id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Lookup.Found.class, name = "found"),
  @JsonSubTypes.Type(value = Lookup.Absent.class, name = "absent")
})
public sealed interface Lookup {
  /** The broker has it. */
  record Found(Order order) implements Lookup {}

  /** The broker said 404; right after a lost answer that is no proof yet. */
  record Absent() implements Lookup {}
}
