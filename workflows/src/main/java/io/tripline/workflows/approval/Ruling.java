package io.tripline.workflows.approval;

import io.tripline.workflows.fault.Fault;

/** What became of a decision that somebody sent. */
public sealed interface Ruling {
  /** It was new and counts, at once or as soon as its gate opens. */
  record Counted(DecisionAnswer answer) implements Ruling {}

  /** The same person said the same before: nothing changed. */
  record Repeated(DecisionAnswer answer) implements Ruling {}

  /** It does not count; it was kept with the reason. */
  record Refused(Fault fault, String sentence) implements Ruling {}

  /** It could not be read as a decision; nothing was kept. */
  record Malformed(String sentence) implements Ruling {}

  /** The answer for an Update's caller; throws the refusal as an {@code ApplicationFailure}. */
  default DecisionAnswer orThrow() {
    return switch (this) {
      case Counted(var answer) -> answer;
      case Repeated(var answer) -> answer;
      case Refused(var fault, var sentence) -> throw fault.failure(sentence);
      case Malformed(var sentence) -> throw Fault.INVALID_INPUT.failure(sentence);
    };
  }
}
