package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies after the field lists of Alpaca's answers of October 2026, one file per model. */
enum Golden {
  ACCOUNT("account", AlpacaJson::account),
  POSITIONS("positions", AlpacaJson::positions),
  ORDERS("orders", AlpacaJson::orders),
  FILLS("fills", AlpacaJson::fills),
  CLOCK("clock", n -> AlpacaJson.clock(n, null)),
  CALENDAR("calendar", MarketJson::calendar),
  CONFIGURATIONS("configurations", AlpacaJson::settings),
  CANCEL_ALL("cancel-all", AlpacaJson::cancelRows),
  QUOTES("quotes", MarketJson::quotes),
  BARS("bars", n -> MarketJson.bars(n, new io.tripline.workflows.broker.Symbol("SPY")));

  /** How the adapter reads it. */
  @FunctionalInterface
  interface Reading {
    Object of(JsonNode body) throws UnreadableAnswer;
  }

  /** Those whose answer is a list: an empty one would be good news. */
  static final List<Golden> LISTS = List.of(POSITIONS, ORDERS, FILLS, CANCEL_ALL, CALENDAR);

  private final String file;

  @SuppressWarnings("ImmutableEnumChecker") // a reading is a pure function
  private final Reading reading;

  Golden(String file, Reading reading) {
    this.file = file;
    this.reading = reading;
  }

  String body() {
    try (InputStream in = Golden.class.getResourceAsStream("/alpaca/" + file + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no payload " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode tree() {
    try {
      return Json.tree(body());
    } catch (UnreadableAnswer e) {
      throw new IllegalStateException(e);
    }
  }

  Object value() {
    try {
      return read(body());
    } catch (UnreadableAnswer e) {
      throw new IllegalStateException(e);
    }
  }

  Object read(String body) throws UnreadableAnswer {
    return reading.of(Json.tree(body));
  }
}
