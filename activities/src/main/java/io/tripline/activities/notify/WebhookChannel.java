package io.tripline.activities.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * JSON to an address of your own. With a secret it is signed: {@code X-Tripline-Signature} is
 * {@code sha256=} and the HMAC-SHA256 of {@code X-Tripline-Timestamp}, a dot, and the body. {@code
 * X-Tripline-Notice} is the same for each sending of one notice, so that a receiver can drop a
 * second one.
 */
public final class WebhookChannel implements Channel {
  private final String name;
  private final Credential address;
  private final Optional<Credential> secret;
  private final Poster poster;

  /** {@code secret} signs; without one nothing is signed. */
  public WebhookChannel(
      String name, Credential address, Optional<Credential> secret, Duration patience) {
    this.name = name;
    this.address = address;
    this.secret = secret;
    this.poster = new Poster(patience);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public String target(Contact contact) {
    return "";
  }

  @Override
  public Sending send(Message message, Contact contact) {
    byte[] body = Poster.bytes(document(message));
    Map<String, String> headers = new LinkedHashMap<>();
    String url;
    try {
      url = address.read();
      String at = String.valueOf(message.at().getEpochSecond());
      headers.put("X-Tripline-Notice", ascii(message.notice().id()));
      headers.put("X-Tripline-Timestamp", at);
      if (secret.isPresent()) {
        headers.put("X-Tripline-Signature", signature(secret.get().read().strip(), at, body));
      }
    } catch (IOException e) {
      return new Sending.Failed(String.valueOf(e.getMessage()));
    }
    return poster.post(url, body, headers, Poster.Said::good);
  }

  static String signature(String secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static ObjectNode document(Message message) {
    Notice notice = message.notice();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("schemaVersion", 1);
    document.put("id", notice.id());
    document.put("at", message.at().toString());
    document.put("account", notice.account().value());
    document.put("incident", notice.incident());
    document.put("urgency", notice.urgency().name());
    document.put("status", message.status());
    document.put("headline", message.headline());
    document.put("text", notice.text());
    document.put("command", notice.command());
    document.put("link", message.link());
    document.put("drill", notice.drill());
    document.put("mayBeRepeat", message.repeat());
    return document;
  }

  private static String ascii(String text) {
    return text.replaceAll("[^\\x21-\\x7e]", "_");
  }
}
