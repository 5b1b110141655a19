package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.HaltState.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames of the two streams as ours. It never throws: a message that can't be read is {@link
 * StreamEvent.Unreadable}, and one that can in part keeps that part, because that something
 * happened is worth a look at the broker.
 */
final class StreamJson {
  /** Longer than any update of one order with its legs, or any batch of quotes. */
  static final int LONGEST_FRAME = 1 << 20;

  private StreamJson() {}

  /** A frame of {@code trade_updates}; js3 knows heartbeats of one byte 0x01. */
  static StreamEvent trade(String frame) {
    if (frame.length() <= 1) {
      return new StreamEvent.Nothing();
    }
    try {
      return tradeOf(tree(frame));
    } catch (UnreadableAnswer e) {
      return unreadable(e.getMessage());
    } catch (RuntimeException e) {
      return unreadable("it can't be taken: " + e.getClass().getSimpleName());
    }
  }

  /** A frame of the data stream: a list of messages, each read for itself. */
  static List<StreamEvent> market(String frame) {
    List<StreamEvent> events = new ArrayList<>();
    try {
      JsonNode tree = tree(frame);
      for (JsonNode message : tree.isArray() ? tree : List.of(tree)) {
        events.add(message(message));
      }
    } catch (UnreadableAnswer e) {
      events.add(unreadable(e.getMessage()));
    } catch (RuntimeException e) {
      events.add(unreadable("it can't be taken: " + e.getClass().getSimpleName()));
    }
    return events;
  }

  private static JsonNode tree(String frame) throws UnreadableAnswer {
    if (frame.length() > LONGEST_FRAME) {
      throw new UnreadableAnswer("the frame is too long");
    }
    return Json.tree(frame);
  }

  private static StreamEvent tradeOf(JsonNode n) throws UnreadableAnswer {
    if (!n.isObject()) {
      throw new UnreadableAnswer("the frame is no object");
    }
    JsonNode data = n.path("data");
    String stream = word(n, "stream");
    if ("error".equals(word(n, "action"))) {
      return new StreamEvent.Refused(StreamRefusal.UNKNOWN, detail(data, "error_message"));
    }
    if (stream == null) {
      return new StreamEvent.Nothing();
    }
    return switch (stream) {
      case "authorization" ->
          new StreamEvent.Greeting(
              "authorized".equals(word(data, "status"))
                  ? StreamEvent.Step.AUTHENTICATED
                  : StreamEvent.Step.UNAUTHORISED);
      case "listening" ->
          listens(data)
              ? new StreamEvent.Greeting(StreamEvent.Step.LISTENING)
              : new StreamEvent.Refused(
                  StreamRefusal.NOT_ENABLED, "trade_updates is not among what it sends");
      case AlpacaStreams.TRADE_UPDATES -> update(data);
      default -> new StreamEvent.Nothing();
    };
  }

  private static boolean listens(JsonNode data) {
    for (JsonNode each : data.path("streams")) {
      if (AlpacaStreams.TRADE_UPDATES.equals(each.asText())) {
        return true;
      }
    }
    return false;
  }

  private static StreamEvent update(JsonNode data) throws UnreadableAnswer {
    if (!data.isObject()) {
      throw new UnreadableAnswer("data is no object");
    }
    JsonNode order = data.path("order");
    String event = word(data, "event");
    String at = word(data, "timestamp");
    String orderId = word(order, "id");
    String execution = word(data, "execution_id");
    return new StreamEvent.TradeUpdate(
        TradeEvent.of(event),
        orderId,
        symbol(word(order, "symbol")),
        instant(data, "timestamp"),
        orderId + "|" + event + "|" + at + "|" + execution);
  }

  private static StreamEvent message(JsonNode n) {
    String kind = word(n, "T");
    try {
      return switch (kind == null ? "" : kind) {
        case "success" -> success(word(n, "msg"));
        case "subscription" -> new StreamEvent.Greeting(StreamEvent.Step.LISTENING);
        case "error" -> {
          StreamRefusal refusal = StreamRefusal.of(n.path("code").asInt(0));
          yield new StreamEvent.Refused(refusal, detail(n, "msg"));
        }
        case "q" -> new StreamEvent.Quoted(MarketJson.quote(required(n), n));
        case "t" -> new StreamEvent.Traded(required(n), Json.price(n, "p"), Json.instant(n, "t"));
        case "s" -> halting(n);
        case "l" ->
            new StreamEvent.Bands(
                required(n), Json.price(n, "d"), Json.price(n, "u"), Json.instant(n, "t"));
        default -> n.isObject() ? new StreamEvent.Nothing() : unreadable("no object");
      };
    } catch (UnreadableAnswer e) {
      return unreadable(kind + ": " + e.getMessage());
    } catch (RuntimeException e) {
      return unreadable(kind + ": it can't be taken: " + e.getClass().getSimpleName());
    }
  }

  private static StreamEvent success(@Nullable String said) {
    return switch (said == null ? "" : said) {
      case "connected" -> new StreamEvent.Greeting(StreamEvent.Step.CONNECTED);
      case "authenticated" -> new StreamEvent.Greeting(StreamEvent.Step.AUTHENTICATED);
      default -> new StreamEvent.Nothing();
    };
  }

  /**
   * Status codes of both tapes' plans: digits of CTA, letters of UTP. A resumption of quotes is
   * none of trading.
   */
  private static StreamEvent halting(JsonNode n) throws UnreadableAnswer {
    Symbol symbol = required(n);
    String code = word(n, "sc");
    Known halted =
        switch (code == null ? "" : code) {
          case "H", "P", "Q", "2" -> Known.YES;
          case "T", "3" -> Known.NO;
          default -> Known.UNKNOWN;
        };
    StringBuilder reason = new StringBuilder();
    for (String field : List.of("sc", "sm", "rc", "rm")) {
      String said = word(n, field);
      if (said != null) {
        reason.append(reason.isEmpty() ? "" : " ").append(shortened(said));
      }
    }
    return new StreamEvent.Halting(symbol, halted, reason.toString(), Json.instant(n, "t"));
  }

  private static Symbol required(JsonNode n) throws UnreadableAnswer {
    return Json.symbol(Json.text(n, "S"));
  }

  /** Null where it is no text that a symbol could be. */
  private static @Nullable Symbol symbol(@Nullable String text) {
    try {
      return text == null ? null : Json.symbol(text);
    } catch (UnreadableAnswer e) {
      return null;
    }
  }

  private static @Nullable Instant instant(JsonNode n, String field) {
    try {
      return Json.instantOrNull(n, field);
    } catch (UnreadableAnswer e) {
      return null;
    }
  }

  /** Null unless it is a text that is not empty. */
  private static @Nullable String word(JsonNode n, String field) {
    JsonNode value = n.get(field);
    return value == null || !value.isTextual() || value.textValue().isEmpty()
        ? null
        : value.textValue();
  }

  private static String detail(JsonNode n, String field) {
    String said = word(n, field);
    return said == null ? "" : shortened(said);
  }

  private static String shortened(String said) {
    return said.length() > 120 ? said.substring(0, 120) : said;
  }

  private static StreamEvent unreadable(@Nullable String why) {
    return new StreamEvent.Unreadable(why == null ? "" : why);
  }
}
