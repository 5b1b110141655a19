package io.tripline.worker.config;

import io.tripline.activities.notify.EmailChannel;
import io.tripline.activities.notify.PagerDutyChannel;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Urgency;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code notify}, and of each contact the channels that reach it. */
final class NotifySection {
  private static final String NAME = "must be a-z, 0-9 and -, at most 30 characters";
  private static final String ADDRESS =
      "must be http(s)://host[:port][/path], without user and query";
  private static final String TYPES = "must be slack, pagerduty, email or webhook";
  private static final String MAIL = "must be an e-mail address";
  private static final String BROKER_SUPPORT = "Broker Support";

  private final List<ChannelSettings> channels = new ArrayList<>();
  private final List<NotifySettings.Route> routes = new ArrayList<>();
  private final String publicAddress;
  private final boolean drills;
  private final NotifySettings.@Nullable Heartbeat heartbeat;

  NotifySection(Section notify) {
    publicAddress =
        notify.value(
            "publicAddress", "", ADDRESS, text -> address(text).toString().replaceAll("/+$", ""));
    drills = notify.value("drills", false, "must be true or false", Amounts::yesNo);
    Set<String> names = new HashSet<>(Set.of("terminal"));
    for (Section each : notify.sections("channels", "must hold name and type")) {
      String name = each.value("name", "", NAME, NotifySection::name);
      if (name.isEmpty()) {
        if (!each.has("name")) {
          each.problem("name", "is missing");
        }
      } else if (!names.add(name)) {
        each.problem("name", "must be used once, and not be terminal, was " + name);
      }
      channel(name, each).ifPresent(channels::add);
      each.refuseOthers();
    }
    heartbeat = HeartbeatReader.read(notify);
    notify.refuseOthers();
  }

  NotifySettings settings() {
    return new NotifySettings(publicAddress, drills, channels, routes, heartbeat);
  }

  /**
   * Reads {@code page}, {@code notify} and {@code inform} of a contact. Without any of them every
   * channel that fits pages it, and all but pagers tell it the rest; the broker's support is told
   * by people.
   */
  void contact(Section section, Contact contact) {
    Map<Urgency, List<String>> by = new EnumMap<>(Urgency.class);
    boolean said = false;
    for (Urgency urgency : Urgency.values()) {
      String key = urgency.name().toLowerCase(Locale.ROOT);
      said |= section.has(key);
      List<String> names = section.list(key, "must be a channel of notify.channels", text -> text);
      names.forEach(name -> check(section, key, name, contact));
      by.put(urgency, names.stream().filter(name -> !name.equals("terminal")).toList());
    }
    if (!said && !contact.role().equalsIgnoreCase(BROKER_SUPPORT)) {
      by.replaceAll((urgency, none) -> usual(urgency, contact));
    }
    by.values().removeIf(List::isEmpty);
    if (!by.isEmpty()) {
      routes.add(new NotifySettings.Route(contact, by));
    }
  }

  private void check(Section section, String key, String name, Contact contact) {
    if (name.equals("terminal")) {
      return;
    }
    Optional<ChannelSettings> known =
        channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
    if (known.isEmpty()) {
      Set<String> names = new HashSet<>(Set.of("terminal"));
      channels.forEach(channel -> names.add(channel.name()));
      section.problem(
          key,
          "names "
              + name
              + ", which notify.channels does not have"
              + NearestName.to(name, names).map(near -> "; did you mean " + near + "?").orElse(""));
    } else if (known.get() instanceof ChannelSettings.Email && !mail(contact.address())) {
      section.problem("address", MAIL + " for the channel " + name + ", was " + contact.address());
    }
  }

  private List<String> usual(Urgency urgency, Contact contact) {
    return channels.stream()
        .filter(c -> urgency == Urgency.PAGE || !(c instanceof ChannelSettings.PagerDuty))
        .filter(c -> !(c instanceof ChannelSettings.Email) || mail(contact.address()))
        .map(ChannelSettings::name)
        .toList();
  }

  private static Optional<ChannelSettings> channel(String name, Section each) {
    String type = each.text("type", "");
    return switch (type) {
      case "slack" -> source(each, "url").map(url -> new ChannelSettings.Slack(name, url));
      case "pagerduty" ->
          source(each, "key")
              .map(key ->
                  new ChannelSettings.PagerDuty(
                      name,
                      key,
                      each.value("url", PagerDutyChannel.EVENTS, ADDRESS, NotifySection::address)));
      case "email" -> email(name, each);
      case "webhook" -> webhook(name, each);
      default -> {
        each.problem("type", type.isEmpty() ? "is missing; it " + TYPES : TYPES + ", was " + type);
        // Not known which keys are right: none is called wrong.
        List.of("url", "key", "secret", "host", "port", "security", "user", "password", "from")
            .forEach(each::has);
        yield Optional.empty();
      }
    };
  }

  private static Optional<ChannelSettings> email(String name, Section each) {
    for (String key : List.of("host", "from")) {
      if (!each.has(key)) {
        each.problem(key, "is missing");
      }
    }
    String host = each.text("host", "");
    boolean tls = each.isWord("security", "tls");
    int port = each.value("port", tls ? 465 : 587, "must be 1 to 65535", NotifySection::port);
    EmailChannel.Security security =
        each.value(
            "security",
            port == 465 ? EmailChannel.Security.TLS : EmailChannel.Security.STARTTLS,
            "must be starttls, tls or none",
            NotifySection::security);
    String user = each.text("user", "");
    Optional<KeySource> password =
        each.hidden(
            "password",
            Optional.empty(),
            KeySource.ALLOWED,
            text -> Optional.of(KeySource.parse(text)));
    if (!user.isEmpty() && password.isEmpty() && !each.has("password")) {
      each.problem("password", "is missing: it goes with user");
    }
    if (security == EmailChannel.Security.NONE && !user.isEmpty() && !local(host)) {
      each.problem("security", "must be starttls or tls: a password may not go out in clear text");
    }
    String from = each.value("from", "", MAIL, NotifySection::mailOrThrow);
    return Optional.of(new ChannelSettings.Email(name, host, port, security, user, password, from));
  }

  private static Optional<ChannelSettings> webhook(String name, Section each) {
    Optional<KeySource> secret =
        each.hidden(
            "secret",
            Optional.empty(),
            KeySource.ALLOWED,
            text -> Optional.of(KeySource.parse(text)));
    if (!each.has("url")) {
      each.problem("url", "is missing");
      return Optional.empty();
    }
    return each.hidden(
        "url",
        Optional.<ChannelSettings>empty(),
        ADDRESS + "; with a secret in it: env:NAME, file:PATH or command:LINE",
        text ->
            Optional.of(
                text.startsWith("http")
                    ? new ChannelSettings.Webhook(
                        name, Optional.of(address(text)), Optional.empty(), secret)
                    : new ChannelSettings.Webhook(
                        name, Optional.empty(), Optional.of(KeySource.parse(text)), secret)));
  }

  private static Optional<KeySource> source(Section each, String key) {
    if (!each.has(key)) {
      each.problem(key, "is missing; it " + KeySource.ALLOWED);
      return Optional.empty();
    }
    return each.hidden(
        key, Optional.empty(), KeySource.ALLOWED, text -> Optional.of(KeySource.parse(text)));
  }

  private static URI address(String text) {
    URI uri = URI.create(text);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web
        || uri.getHost() == null
        || uri.getUserInfo() != null
        || uri.getQuery() != null
        || uri.getFragment() != null) {
      throw new IllegalArgumentException(ADDRESS);
    }
    return uri;
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("out of range");
    }
    return port;
  }

  private static EmailChannel.Security security(String text) {
    return switch (text) {
      case "starttls" -> EmailChannel.Security.STARTTLS;
      case "tls" -> EmailChannel.Security.TLS;
      case "none" -> EmailChannel.Security.NONE;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static String name(String text) {
    if (!text.matches("[a-z0-9][a-z0-9-]{0,29}")) {
      throw new IllegalArgumentException(NAME);
    }
    return text;
  }

  private static boolean local(String host) {
    return Set.of("localhost", "127.0.0.1", "::1").contains(host);
  }

  private static boolean mail(String text) {
    return text.matches("[^@\\s<>,;]+@[^@\\s<>,;]+");
  }

  private static String mailOrThrow(String text) {
    if (!mail(text)) {
      throw new IllegalArgumentException(MAIL);
    }
    return text;
  }
}
