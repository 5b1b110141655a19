package io.tripline.workflows.guard;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tripline.workflows.fault.Fault;

/** Granted or refused; there is nothing between. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PermitAnswer.Granted.class, name = "granted"),
  @JsonSubTypes.Type(value = PermitAnswer.Refused.class, name = "refused")
})
public sealed interface PermitAnswer {
  /** One order may be sent under this id until it expires. */
  record Granted(Permit permit) implements PermitAnswer {}

  /** No order may be sent. */
  record Refused(Fault fault, String reason) implements PermitAnswer {}
}
