package io.tripline.workflows.flatten;

import io.tripline.workflows.proof.ProofOfFlat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a flatten without Temporal ended. */
public sealed interface DirectEnd {
  /** Flat, with the proof. */
  record Flat(ProofOfFlat proof) implements DirectEnd {}

  /**
   * Not flat, or not known to be: nobody goes on trying.
   *
   * @param last what was seen last; null when nothing could be read at all
   * @param closingOrders client order ids of our closing orders that the broker had
   */
  record NotFlat(
      Reason reason, String detail, @Nullable View last, List<String> closingOrders, Instant at)
      implements DirectEnd {
    /** Copies the list. */
    public NotFlat {
      closingOrders = List.copyOf(closingOrders);
    }
  }

  /** Why it is not flat. */
  enum Reason {
    MARKET_CLOSED("The market is closed: nothing can be closed before the open."),
    SHORT("A short position is held; it is never bought back automatically."),
    REFUSED("The broker refused the closing order twice."),
    KEYS_REFUSED("The broker refuses the API keys."),
    RESTRICTED("The broker has restricted or blocked the account."),
    SUSPENDED("The account's suspend_trade flag is set: the broker refuses closing orders, too."),
    UNREACHABLE("The broker can't be read or does not answer: what is held is not known."),
    OUT_OF_TIME("The time to wait is over.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** For people. */
    public String sentence() {
      return sentence;
    }
  }
}
