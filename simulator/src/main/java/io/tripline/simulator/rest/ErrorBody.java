package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.order.Refusal;
import java.util.Collection;

/** Alpaca's error bodies. */
public final class ErrorBody {
  private ErrorBody() {}

  /** The body of a refusal. */
  public static ObjectNode of(Refusal refusal) {
    ObjectNode body = Json.object();
    refusal.code().ifPresent(code -> body.put("code", code));
    body.put("message", refusal.text());
    refusal
        .extra()
        .forEach((name, value) -> {
          if (value instanceof Collection<?> items) {
            ArrayNode array = body.putArray(name);
            items.forEach(item -> array.add(item.toString()));
          } else {
            body.put(name, value.toString());
          }
        });
    return body;
  }

  /** A refusal as an answer. */
  public static Reply reply(Refusal refusal) {
    return Reply.json(refusal.status(), of(refusal));
  }

  /** The body with a code, or without one where it is 0. */
  public static Reply reply(int status, int code, String message) {
    return reply(new Refusal(status, code, message));
  }
}
