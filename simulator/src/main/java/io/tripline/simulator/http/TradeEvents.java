package io.tripline.simulator.http;

import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.stream.EventLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v2/events/trades}: trade updates as server-sent events, from a time or an id on, so that
 * a reader can resume. Any number of readers. Everything else goes on to the handler behind it.
 */
final class TradeEvents extends Handler.Wrapper {
  private static final String PATH = "/v2/events/trades";
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final EventLog log;
  private final Keys keys;

  TradeEvents(Broker broker, EventLog log, Handler next) {
    super(next);
    this.log = log;
    this.keys = new Keys(broker.identity());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!Request.getPathInContext(request).equals(PATH)
        || !request.getMethod().equals("GET")
        || !keys.open(request.getHeaders())) {
      return super.handle(request, response, callback);
    }
    Fields query = Request.extractQueryParameters(request);
    Instant since = Instant.MIN;
    Instant until = Instant.MAX;
    try {
      since = time(query.getValue("since"), since);
      until = time(query.getValue("until"), until);
    } catch (DateTimeParseException e) {
      response.setStatus(422);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      Content.Sink.write(
          response,
          true,
          "{\"code\":40010001,\"message\":\"since and until must be RFC 3339 times\"}",
          callback);
      return true;
    }
    String sinceId = query.getValue("since_id");
    boolean replays = query.getValue("since") != null || sinceId != null;
    String from = sinceId != null ? sinceId : replays ? "" : log.newest();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      send(out, from, since, until, query.getValue("until_id"));
    } catch (IOException e) {
      // The reader left: that is how these streams end.
      callback.failed(e);
      return true;
    }
    callback.succeeded();
    return true;
  }

  /** Until the reader leaves, the server stops, or what was asked for has been sent. */
  private void send(
      OutputStream out, String from, Instant since, Instant until, @Nullable String untilId)
      throws IOException, InterruptedException {
    boolean ends = !until.equals(Instant.MAX) || untilId != null;
    String last = from;
    write(out, ": connected\n\n");
    while (isRunning()) {
      Duration patience = ends ? Duration.ZERO : HEARTBEAT;
      var events = log.after(last, since, patience);
      for (EventLog.Event event : events) {
        boolean beyond =
            event.at().isAfter(until) || (untilId != null && event.id().compareTo(untilId) > 0);
        if (beyond) {
          return;
        }
        write(out, "data: " + event.json() + "\n\n");
        last = event.id();
      }
      if (ends) {
        return;
      }
      if (events.isEmpty()) {
        write(out, ": heartbeat\n\n");
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static Instant time(@Nullable String text, Instant otherwise) {
    // An unescaped plus sign of an offset arrives as a blank.
    return text == null ? otherwise : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
  }
}
