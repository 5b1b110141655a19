package io.tripline.workflows.incident;

import io.tripline.workflows.fault.Fault;

/** What a request of a person led to. Pure. */
sealed interface Said {
  /** In one or two sentences for whoever asked. */
  String sentence();

  /** It was carried out, or is under way. */
  record Done(String sentence) implements Said {}

  /** It was not, and that is kept as well. */
  record Refused(Fault fault, String sentence) implements Said {}

  /** The sentence; throws the failure of the fault where it was refused. */
  default String orThrow() {
    return switch (this) {
      case Done(String sentence) -> sentence;
      case Refused(Fault fault, String sentence) -> throw fault.failure(sentence);
    };
  }

  /** The conditions that it needs are not met. */
  static Said notReady(String sentence) {
    return new Refused(Fault.NOT_READY, sentence);
  }
}
