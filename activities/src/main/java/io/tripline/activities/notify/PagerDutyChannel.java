package io.tripline.activities.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Stage;
import io.tripline.workflows.notify.Urgency;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * PagerDuty's Events API v2. One incident is one alert there: its id is the deduplication key of
 * trigger, acknowledge and resolve, so that nothing that comes twice pages twice.
 */
public final class PagerDutyChannel implements Channel {
  /** Where events go unless the account is in another region. */
  public static final URI EVENTS = URI.create("https://events.pagerduty.com/v2/enqueue");

  private static final int LONGEST_SUMMARY = 1_000;
  private static final int LONGEST_KEY = 255;

  private final String name;
  private final Credential routingKey;
  private final URI events;
  private final Poster poster;

  /** {@code routingKey}: the integration key of a service. */
  public PagerDutyChannel(String name, Credential routingKey, URI events, Duration patience) {
    this.name = name;
    this.routingKey = routingKey;
    this.events = events;
    this.poster = new Poster(patience);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "pagerduty";
  }

  @Override
  public String target(Contact contact) {
    return "";
  }

  /** An alert that was acknowledged or resolved here must not go on paging there. */
  @Override
  public boolean follows(Notice notice) {
    return notice.incident() != null && !action(notice).equals("trigger");
  }

  @Override
  public Sending send(Message message, Contact contact) {
    String key;
    try {
      key = routingKey.read().strip();
    } catch (IOException e) {
      return new Sending.Failed(String.valueOf(e.getMessage()));
    }
    byte[] body = Poster.bytes(event(message, key));
    Sending sending = poster.post(events.toString(), body, Map.of(), said -> said.status() == 202);
    return switch (sending) {
      case Sending.Sent(String detail) ->
          new Sending.Sent(action(message.notice()) + ", " + detail);
      case Sending.Failed(String detail, boolean maybe) ->
          new Sending.Failed(detail.replace(key, "[hidden]"), maybe);
    };
  }

  /** What the alert is to do. A page about a running incident never quietens it. */
  static String action(Notice notice) {
    Stage stage = notice.stage();
    if (stage == Stage.RESOLVED) {
      return "resolve";
    }
    return stage == Stage.ACKNOWLEDGED && notice.urgency() != Urgency.PAGE
        ? "acknowledge"
        : "trigger";
  }

  private static ObjectNode event(Message message, String key) {
    Notice notice = message.notice();
    String action = action(notice);
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("routing_key", key);
    event.put("event_action", action);
    event.put(
        "dedup_key", cut(notice.incident() == null ? notice.id() : notice.incident(), LONGEST_KEY));
    event.put("client", "Tripline");
    if (!message.link().isEmpty()) {
      event.put("client_url", message.link());
      event.putArray("links").addObject().put("href", message.link()).put("text", "Temporal UI");
    }
    if (action.equals("trigger")) {
      ObjectNode payload = event.putObject("payload");
      payload.put("summary", cut(message.subject(), LONGEST_SUMMARY));
      payload.put("source", "tripline/" + notice.account());
      payload.put("severity", severity(notice.urgency()));
      payload.put("timestamp", message.at().toString());
      ObjectNode details = payload.putObject("custom_details");
      details.put("status", message.status());
      details.put("text", notice.text());
      details.put("command", notice.command());
      details.put("notice", notice.id());
      details.put("drill", notice.drill());
    }
    return event;
  }

  private static String severity(Urgency urgency) {
    return switch (urgency) {
      case PAGE -> "critical";
      case NOTIFY -> "warning";
      case INFORM -> "info";
    };
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
