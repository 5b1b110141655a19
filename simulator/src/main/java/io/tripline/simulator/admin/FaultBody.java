package io.tripline.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.simulator.rest.ErrorBody;
import io.tripline.simulator.rest.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads a fault from the body of {@code POST /_sim/faults}. */
final class FaultBody {
  private static final List<String> KINDS =
      List.of(
          "latency",
          "answer",
          "requestLost",
          "replyLost",
          "rateLimited",
          "unauthorized",
          "dateSkew",
          "partialFill",
          "fillAway",
          "fillDelay",
          "newDelay",
          "doneForDay",
          "cancelDelay",
          "cancelStuck",
          "cancelFails",
          "replaceDelay",
          "positionsLag",
          "ordersLag",
          "relatedOrdersMissing",
          "staleQuotes",
          "wrongQuotes",
          "noQuote",
          "streamMute",
          "streamDuplicate",
          "streamDelay");

  private static final List<String> FIELDS =
      List.of(
          "kind",
          "method",
          "path",
          "times",
          "probability",
          "for",
          "delay",
          "beforeProcessing",
          "status",
          "body",
          "contentType",
          "skew",
          "fraction",
          "bps",
          "rest",
          "rejected",
          "lag",
          "age");

  private FaultBody() {}

  static Fault parse(JsonNode json, Instant wallTime, Instant marketTime) {
    var body = new AdminBody(json, FIELDS);
    Duration length = body.optionalDuration("for");
    for (String name : List.of("times", "probability")) {
      boolean state = List.of("cancelStuck", "noQuote").contains(body.text("kind").orElse(""));
      if (state && body.has(name)) {
        throw new IllegalArgumentException(
            name + ": not with this kind, which is on until it is cleared or its time is over");
      }
    }
    return new Fault(
        body.text("method").orElse(".*"),
        body.text("path").orElse(".*"),
        body.optionalInteger("times"),
        body.number("probability", 1),
        length == null ? null : wallTime.plus(length),
        effect(body, marketTime));
  }

  private static Effect effect(AdminBody body, Instant marketTime) {
    return switch (body.oneOf("kind", KINDS)) {
      case "latency" ->
          new Effect.Latency(body.duration("delay"), body.flag("beforeProcessing", false));
      case "answer" -> answer(body);
      case "requestLost" -> new Effect.RequestLost();
      case "replyLost" -> new Effect.ReplyLost();
      case "rateLimited" -> new Effect.RateLimited();
      case "unauthorized" -> new Effect.Unauthorized();
      case "partialFill" -> partialFill(body);
      case "fillAway" -> fillAway(body);
      case "fillDelay" -> new Effect.FillDelay(body.duration("delay"));
      case "newDelay" -> new Effect.NewDelay(body.duration("delay"));
      case "doneForDay" -> new Effect.DoneForDay();
      case "cancelDelay" -> new Effect.CancelDelay(body.duration("delay"));
      case "cancelStuck" -> new Effect.CancelStuck();
      case "cancelFails" -> new Effect.CancelFails();
      case "replaceDelay" ->
          new Effect.ReplaceDelay(body.duration("delay"), body.flag("rejected", false));
      case "positionsLag" -> new Effect.PositionsLag(body.duration("lag"));
      case "ordersLag" -> new Effect.OrdersLag(body.duration("lag"));
      case "relatedOrdersMissing" -> new Effect.RelatedOrdersMissing();
      case "dateSkew" -> new Effect.DateSkew(body.signedDuration("skew"));
      case "staleQuotes" -> new Effect.StaleQuotes(body.optionalDuration("age"), marketTime);
      case "wrongQuotes" -> wrongQuotes(body);
      case "noQuote" -> new Effect.NoQuote();
      case "streamDuplicate" -> new Effect.StreamDuplicate();
      case "streamDelay" -> new Effect.StreamDelay(body.duration("delay"));
      default -> new Effect.StreamMute();
    };
  }

  private static Effect answer(AdminBody body) {
    int status = body.integer("status");
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status: must be 200 to 599, was " + status);
    }
    String text = body.text("body").orElse(usualBody(status));
    String usual = text.startsWith("<") ? "text/html" : "application/json";
    return new Effect.Answer(status, text, body.text("contentType").orElse(usual));
  }

  /** What Alpaca's servers, or the proxy before them, write with that status. */
  private static String usualBody(int status) {
    return switch (status) {
      case 500 -> ErrorBody.reply(500, 50010000, "internal server error occurred").body();
      case 502 -> Reply.html(502, "Bad Gateway").body();
      case 503 -> Reply.html(503, "Service Temporarily Unavailable").body();
      case 504 -> Reply.html(504, "Gateway Time-out").body();
      default -> "";
    };
  }

  private static Effect wrongQuotes(AdminBody body) {
    double bps = body.number("bps");
    if (!(Math.abs(bps) <= 9_000)) {
      throw new IllegalArgumentException("bps: must be -9000 to 9000, was " + bps);
    }
    return new Effect.WrongQuotes(bps);
  }

  private static Effect fillAway(AdminBody body) {
    double bps = body.number("bps", 0);
    if (!(bps > 0 && bps <= 1_000)) {
      throw new IllegalArgumentException("bps: must be above 0 and at most 1000, was " + bps);
    }
    return new Effect.FillAway(bps);
  }

  private static Effect partialFill(AdminBody body) {
    double fraction = body.number("fraction", 0.5);
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("fraction: must be above 0 and below 1, was " + fraction);
    }
    Duration rest = body.optionalDuration("rest");
    return new Effect.PartialFill(fraction, rest == null ? Duration.ofSeconds(1) : rest);
  }
}
