package io.tripline.worker;

import io.temporal.activity.Activity;
import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.SqlJournal;
import io.tripline.activities.notify.Channel;
import io.tripline.activities.notify.ChannelNotifier;
import io.tripline.activities.notify.Credential;
import io.tripline.activities.notify.EmailChannel;
import io.tripline.activities.notify.HeartbeatUrl;
import io.tripline.activities.notify.Message;
import io.tripline.activities.notify.PagerDutyChannel;
import io.tripline.activities.notify.Recipient;
import io.tripline.activities.notify.Sending;
import io.tripline.activities.notify.SlackChannel;
import io.tripline.activities.notify.TerminalNotifier;
import io.tripline.activities.notify.WebhookChannel;
import io.tripline.worker.config.ChannelSettings;
import io.tripline.worker.config.ConfigurationException;
import io.tripline.worker.config.KeySource;
import io.tripline.worker.config.NotifySettings;
import io.tripline.worker.config.Settings;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Stage;
import io.tripline.workflows.notify.Urgency;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The channels that a configuration names, with their secrets read when they are needed. */
public final class Outreach {
  /** A round of several channels must fit into the activity that tells. */
  private static final Duration CALL = Duration.ofSeconds(4);

  private static final String HEARTBEAT = "notify.heartbeat.url";
  private static final Duration MAIL_ANSWER = Duration.ofSeconds(2);

  private final Settings settings;
  private final Map<String, String> environment;
  private final String namespace;
  private final Map<String, Channel> channels = new LinkedHashMap<>();

  /** Nothing is read or sent yet. */
  public Outreach(Settings settings, Map<String, String> environment, String namespace) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.namespace = namespace;
    settings.telling().channels().forEach(each -> channels.put(each.name(), channel(each)));
  }

  /** One channel that was tried for one contact. */
  public record Tried(
      String channel,
      String kind,
      String contact,
      String target,
      boolean worked,
      long millis,
      String detail) {}

  /** The secrets that can't be read now, a sentence each: their channels will fail. */
  public static List<String> unreadable(Settings settings, Map<String, String> environment) {
    List<String> sentences = new ArrayList<>();
    for (ChannelSettings each : settings.telling().channels()) {
      for (Map.Entry<String, KeySource> secret : secrets(each).entrySet()) {
        try {
          secret
              .getValue()
              .read("notify.channels." + each.name() + "." + secret.getKey(), environment);
        } catch (ConfigurationException e) {
          sentences.add(e.getMessage() + ": this channel can't be used");
        }
      }
    }
    NotifySettings.Heartbeat heartbeat = settings.telling().heartbeat();
    if (heartbeat != null) {
      try {
        heartbeat.url().read(HEARTBEAT, environment);
      } catch (ConfigurationException e) {
        sentences.add(e.getMessage() + ": the heartbeat is silent");
      }
    }
    return sentences;
  }

  /** Calls of a dead-man service; empty where none is configured, or a rehearsal tells nobody. */
  Optional<Beating> heartbeat() {
    return Optional.ofNullable(settings.telling().heartbeat())
        .filter(any -> !settings.drill() || settings.telling().drills())
        .map(
            each -> new Beating(new HeartbeatUrl(credential(HEARTBEAT, each.url())), each.every()));
  }

  /** Whom to call, and how often. */
  record Beating(HeartbeatUrl url, Duration every) {}

  Notifier notifier(SqlJournal journal, InstantSource clock) {
    Path logs = new DataDirectory(settings.dataDirectory()).logs();
    TerminalNotifier terminal = new TerminalNotifier(logs, journal, clock);
    List<Recipient> recipients = settings.telling().routes().stream().map(this::recipient).toList();
    return recipients.isEmpty()
        ? terminal
        : new ChannelNotifier(
            terminal,
            recipients,
            settings.telling().drills(),
            this::link,
            logs,
            journal,
            clock,
            () -> Activity.getExecutionContext().getInfo().getAttempt());
  }

  /**
   * Sends a test message over each channel, to each contact that it reaches; a pager's alert is
   * resolved at once. {@code only}: that channel alone.
   */
  public List<Tried> test(Optional<String> only, String person, Instant now) {
    List<Tried> tried = new ArrayList<>();
    Set<String> places = new HashSet<>();
    for (Channel channel : channels.values()) {
      if (only.isPresent() && !only.get().equals(channel.name())) {
        continue;
      }
      boolean used = false;
      for (NotifySettings.Route route : settings.telling().routes()) {
        boolean routed =
            route.channels().values().stream().anyMatch(list -> list.contains(channel.name()));
        if (routed) {
          used = true;
          if (places.add(channel.name() + " " + channel.target(route.contact()))) {
            tried.add(tryOut(channel, route.contact(), person, now));
          }
        }
      }
      if (!used) {
        tried.add(
            new Tried(
                channel.name(), channel.kind(), "", "", false, 0, "no contact is told over it"));
      }
    }
    return tried;
  }

  private Tried tryOut(Channel channel, Contact contact, String person, Instant now) {
    long began = System.nanoTime();
    Sending sending = channel.send(message(person, now, null), contact);
    if (sending instanceof Sending.Sent sent && channel instanceof PagerDutyChannel) {
      Sending resolved = channel.send(message(person, now, Stage.RESOLVED), contact);
      sending =
          resolved instanceof Sending.Sent done
              ? new Sending.Sent(sent.detail() + "; " + done.detail())
              : resolved;
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    boolean worked = sending instanceof Sending.Sent;
    String detail =
        switch (sending) {
          case Sending.Sent(String said) -> said;
          case Sending.Failed(String why, boolean maybe) -> why;
        };
    String target = channel.target(contact);
    return new Tried(
        channel.name(),
        channel.kind(),
        contact.name(),
        target.isEmpty() ? "-" : target,
        worked,
        millis,
        detail);
  }

  private Message message(String person, Instant now, @Nullable Stage stage) {
    String id = "notify-test-" + settings.account().name() + "-" + now.toEpochMilli();
    Notice notice =
        new Notice(
            id,
            settings.account().name(),
            null,
            stage == Stage.RESOLVED ? Urgency.INFORM : Urgency.PAGE,
            "Test message, nothing has happened",
            "Sent by " + person + " with `tripline notify test`.",
            "tripline status",
            false,
            stage);
    return new Message(notice, now, link(notice), false);
  }

  /** Where people see what a notice is about; empty where no address is known. */
  private String link(Notice notice) {
    String at =
        settings.telling().publicAddress().isEmpty()
            ? settings.uiAddress()
            : settings.telling().publicAddress();
    if (at.isEmpty()) {
      return "";
    }
    String list = at + "/namespaces/" + encoded(namespace) + "/workflows";
    return notice.incident() == null ? list : list + "/" + encoded(notice.incident());
  }

  private Recipient recipient(NotifySettings.Route route) {
    Map<Urgency, List<Channel>> by = new EnumMap<>(Urgency.class);
    route
        .channels()
        .forEach((urgency, names) ->
            by.put(
                urgency,
                names.stream()
                    .flatMap(name -> Optional.ofNullable(channels.get(name)).stream())
                    .toList()));
    return new Recipient(route.contact(), by);
  }

  private Channel channel(ChannelSettings each) {
    String what = "notify.channels." + each.name() + ".";
    return switch (each) {
      case ChannelSettings.Slack(String name, KeySource url) ->
          new SlackChannel(name, credential(what + "url", url), CALL);
      case ChannelSettings.PagerDuty(String name, KeySource key, var url) ->
          new PagerDutyChannel(name, credential(what + "key", key), url, CALL);
      case ChannelSettings.Webhook(String name, var address, var source, var secret) ->
          new WebhookChannel(
              name,
              source
                  .map(from -> credential(what + "url", from))
                  .orElseGet(() -> () -> address.orElseThrow().toString()),
              secret.map(from -> credential(what + "secret", from)),
              CALL);
      case ChannelSettings.Email mail ->
          new EmailChannel(
              mail.name(),
              new EmailChannel.Server(
                  mail.host(),
                  mail.port(),
                  mail.security(),
                  mail.user(),
                  mail.password().map(from -> credential(what + "password", from)),
                  mail.from()),
              MAIL_ANSWER);
    };
  }

  private Credential credential(String what, KeySource source) {
    return () -> {
      try {
        return source.read(what, environment).reveal();
      } catch (ConfigurationException e) {
        throw new IOException(e.getMessage());
      }
    };
  }

  private static Map<String, KeySource> secrets(ChannelSettings each) {
    Map<String, KeySource> secrets = new LinkedHashMap<>();
    switch (each) {
      case ChannelSettings.Slack slack -> secrets.put("url", slack.url());
      case ChannelSettings.PagerDuty pager -> secrets.put("key", pager.key());
      case ChannelSettings.Email mail ->
          mail.password().ifPresent(source -> secrets.put("password", source));
      case ChannelSettings.Webhook hook -> {
        hook.source().ifPresent(source -> secrets.put("url", source));
        hook.secret().ifPresent(source -> secrets.put("secret", source));
      }
    }
    return secrets;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
