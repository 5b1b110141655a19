package io.tripline.activities.broker;

/** The error codes of the market-data stream, and what the trade stream refuses. */
public enum StreamRefusal {
  SYNTAX(400, "it did not understand us"),
  NOT_AUTHENTICATED(401, "not authenticated"),
  KEYS_REFUSED(402, "the keys were refused"),
  ALREADY_AUTHENTICATED(403, "already authenticated"),
  TOO_LATE(404, "the keys came too late"),
  TOO_MANY_SYMBOLS(405, "more symbols than the plan allows"),
  TAKEN(406, "another connection is open"),
  TOO_SLOW(407, "we read too slowly"),
  NOT_ENABLED(408, "the stream is not enabled for this account"),
  NOT_SUBSCRIBED(409, "the plan does not include this feed"),
  INTERNAL(500, "an internal error of the broker"),
  UNKNOWN(0, "refused for a reason that we don't know");

  private final int code;
  private final String words;

  StreamRefusal(int code, String words) {
    this.code = code;
    this.words = words;
  }

  static StreamRefusal of(int code) {
    for (StreamRefusal each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    return UNKNOWN;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** True where the connection is of no use any more, whether or not the broker closes it. */
  public boolean fatal() {
    return switch (this) {
      case KEYS_REFUSED,
          NOT_AUTHENTICATED,
          TOO_LATE,
          TAKEN,
          TOO_SLOW,
          NOT_ENABLED,
          NOT_SUBSCRIBED,
          INTERNAL ->
          true;
      case SYNTAX, ALREADY_AUTHENTICATED, TOO_MANY_SYMBOLS, UNKNOWN -> false;
    };
  }
}
