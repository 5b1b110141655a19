package io.tripline.activities.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tripline.workflows.notify.Contact;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A room of Slack, or of a chat that takes Slack's messages, by incoming webhook. Its address is
 * the secret.
 */
public final class SlackChannel implements Channel {
  private final String name;
  private final Credential address;
  private final Poster poster;

  /** {@code address}: the webhook's URL. */
  public SlackChannel(String name, Credential address, Duration patience) {
    this.name = name;
    this.address = address;
    this.poster = new Poster(patience);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public String target(Contact contact) {
    return "";
  }

  @Override
  public Sending send(Message message, Contact contact) {
    String url;
    try {
      url = address.read();
    } catch (IOException e) {
      return new Sending.Failed(String.valueOf(e.getMessage()));
    }
    StringBuilder text = new StringBuilder("*").append(escaped(message.subject())).append('*');
    for (String line : message.lines()) {
      text.append('\n').append(shown(line));
    }
    byte[] body = Poster.bytes(JsonNodeFactory.instance.objectNode().put("text", text.toString()));
    // Another 200 is somebody else's: a proxy or a portal.
    return poster.post(
        url, body, Map.of(), said -> said.status() == 200 && said.body().equals("ok"));
  }

  private static String shown(String line) {
    String command = "Next: ";
    return line.startsWith(command)
        ? command + "`" + escaped(line.substring(command.length())) + "`"
        : escaped(line);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
