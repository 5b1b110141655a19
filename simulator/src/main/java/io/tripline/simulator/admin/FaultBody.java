package io.tripline.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
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
          "partialFill",
          "fillAway",
          "fillDelay",
          "cancelDelay",
          "positionsLag",
          "staleQuotes",
          "streamMute");

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
          "fraction",
          "bps",
          "rest",
          "lag",
          "age");

  private FaultBody() {}

  static Fault parse(JsonNode json, Instant wallTime, Instant marketTime) {
    var body = new AdminBody(json, FIELDS);
    Duration length = body.optionalDuration("for");
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
      case "cancelDelay" -> new Effect.CancelDelay(body.duration("delay"));
      case "positionsLag" -> new Effect.PositionsLag(body.duration("lag"));
      case "staleQuotes" -> new Effect.StaleQuotes(body.optionalDuration("age"), marketTime);
      default -> new Effect.StreamMute();
    };
  }

  private static Effect answer(AdminBody body) {
    int status = body.integer("status");
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status: must be 200 to 599, was " + status);
    }
    String text = body.text("body").orElse("");
    String usual = text.startsWith("<") ? "text/html" : "application/json";
    return new Effect.Answer(status, text, body.text("contentType").orElse(usual));
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
