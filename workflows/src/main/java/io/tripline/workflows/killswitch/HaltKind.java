package io.tripline.workflows.killswitch;

import java.util.List;

/** Which halt of trading a symbol is in, as far as anybody tells. */
public enum HaltKind {
  /** It trades. */
  NONE,
  /** Paused at its price band (limit up, limit down). */
  LULD,
  /** The whole market stands still (circuit breaker). */
  MWCB,
  /** Halted for another reason, such as news. */
  OTHER,
  /** Nobody tells. */
  UNKNOWN;

  /** True where it is known to be halted. */
  public boolean halted() {
    return this == LULD || this == MWCB || this == OTHER;
  }

  /** What the codes of the exchanges in a stream's word mean: M is a price band, MWC a breaker. */
  public static HaltKind of(HaltState told) {
    return switch (told.halted()) {
      case UNKNOWN -> UNKNOWN;
      case NO -> NONE;
      case YES -> ofCodes(List.of(told.reason().split(" ")));
    };
  }

  private static HaltKind ofCodes(List<String> words) {
    if (words.stream().anyMatch(word -> word.startsWith("MWC"))) {
      return MWCB;
    }
    return words.stream().anyMatch(word -> word.equals("M") || word.startsWith("LU"))
        ? LULD
        : OTHER;
  }
}
