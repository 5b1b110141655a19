package io.tripline.worker.config;

import io.tripline.activities.notify.EmailChannel;
import java.net.URI;
import java.util.Optional;

/** One channel of {@code notify.channels}. It holds no secret, only where one is read. */
public sealed interface ChannelSettings {
  /** As contacts name it. */
  String name();

  /** Slack, or a chat that takes its incoming webhooks; the address is the secret. */
  record Slack(String name, KeySource url) implements ChannelSettings {}

  /** PagerDuty's Events API v2. */
  record PagerDuty(String name, KeySource key, URI url) implements ChannelSettings {}

  /**
   * SMTP.
   *
   * @param user empty: the server asks for none
   */
  record Email(
      String name,
      String host,
      int port,
      EmailChannel.Security security,
      String user,
      Optional<KeySource> password,
      String from)
      implements ChannelSettings {}

  /**
   * JSON to an address of your own.
   *
   * @param address where it may stand in the file; else {@code source} says where it is read
   * @param secret signs what is sent
   */
  record Webhook(
      String name, Optional<URI> address, Optional<KeySource> source, Optional<KeySource> secret)
      implements ChannelSettings {}
}
