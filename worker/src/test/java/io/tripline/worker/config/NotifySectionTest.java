package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tripline.activities.notify.EmailChannel;
import io.tripline.activities.notify.PagerDutyChannel;
import io.tripline.worker.Outreach;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Urgency;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifySectionTest {
  private static final String CHANNELS =
      """
      version: 1
      notify:
        publicAddress: https://ops.example.org/
        drills: true
        channels:
          - {name: slack, type: slack, url: "env:SLACK"}
          - {name: pager, type: pagerduty, key: "file:/run/pager"}
          - {name: mail, type: email, host: smtp.example.org, user: robot, password: "env:MAIL",
             from: tripline@example.org}
          - {name: hook, type: webhook, url: "https://example.org/in", secret: "command:pass hook"}
      """;
  private static final Contact ANNA = new Contact("System Owner", "Anna", "anna@example.org");

  @TempDir Path folder;

  @Test
  void everyChannelArrivesAndNoSecretDoes() throws IOException {
    NotifySettings telling = read(CHANNELS).telling();

    assertThat(telling.publicAddress()).isEqualTo("https://ops.example.org");
    assertThat(telling.drills()).isTrue();
    assertThat(telling.channels())
        .containsExactly(
            new ChannelSettings.Slack("slack", new KeySource.FromEnvironment("SLACK")),
            new ChannelSettings.PagerDuty(
                "pager", new KeySource.FromFile(Path.of("/run/pager")), PagerDutyChannel.EVENTS),
            new ChannelSettings.Email(
                "mail",
                "smtp.example.org",
                587,
                EmailChannel.Security.STARTTLS,
                "robot",
                Optional.of(new KeySource.FromEnvironment("MAIL")),
                "tripline@example.org"),
            new ChannelSettings.Webhook(
                "hook",
                Optional.of(URI.create("https://example.org/in")),
                Optional.empty(),
                Optional.of(new KeySource.FromCommand("pass hook"))));
  }

  @Test
  void aContactIsToldAsItsLineSays() throws IOException {
    Settings settings =
        read(
            CHANNELS
                + """
                contacts:
                  - {role: System Owner, name: Anna, address: anna@example.org,
                     page: [pager, mail], notify: [terminal, slack], inform: []}
                """);

    assertThat(settings.telling().routes())
        .containsExactly(
            new NotifySettings.Route(
                ANNA,
                Map.of(Urgency.PAGE, List.of("pager", "mail"), Urgency.NOTIFY, List.of("slack"))));
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void withoutAWordEveryChannelPagesAndNoPagerTellsTheRest() throws IOException {
    Settings settings =
        read(
            CHANNELS
                + """
                contacts:
                  - {role: System Owner, name: Anna, address: anna@example.org}
                  - {role: Deputy, name: Ben, address: by phone}
                  - {role: Broker Support, name: Alpaca support, address: support@alpaca.markets}
                """);

    List<String> quiet = List.of("slack", "mail", "hook");
    assertThat(settings.telling().routes())
        .extracting(NotifySettings.Route::channels)
        .containsExactly(
            Map.of(
                Urgency.PAGE,
                List.of("slack", "pager", "mail", "hook"),
                Urgency.NOTIFY,
                quiet,
                Urgency.INFORM,
                quiet),
            Map.of(
                Urgency.PAGE,
                List.of("slack", "pager", "hook"),
                Urgency.NOTIFY,
                List.of("slack", "hook"),
                Urgency.INFORM,
                List.of("slack", "hook")));
  }

  @Test
  void anUndefinedOwnerIsSaidAtEachStart() throws IOException {
    String line = "version: 1\ncontacts: [{role: System Owner, name: %s, address: %s}]";

    assertThat(read("version: 1").warnings())
        .singleElement()
        .asString()
        .contains("no System Owner is defined");
    assertThat(read(line.formatted("(define)", "x@example.org")).ownerDefined()).isFalse();
    assertThat(read(line.formatted("Anna", "terminal")).ownerDefined()).isFalse();
    assertThat(read(line.formatted("Anna", "anna@example.org")).warnings())
        .singleElement()
        .asString()
        .contains("no channel pages anybody");
  }

  @Test
  void aSecretThatCannotBeReadIsSaidAtTheStart() throws IOException {
    Settings settings = read(CHANNELS.replace("command:pass hook", "env:HOOK"));

    assertThat(Outreach.unreadable(settings, Map.of("SLACK", "https://x", "HOOK", "s")))
        .hasSize(2)
        .anyMatch(each -> each.contains("notify.channels.pager.key: the file /run/pager"))
        .anyMatch(each -> each.contains("notify.channels.mail.password") && each.contains("MAIL"));
  }

  @Test
  void theSourceOfASecretIsNoPartOfTheHashAndARouteIs() throws IOException {
    String owner =
        "contacts: [{role: System Owner, name: Anna, address: anna@example.org, page: [%s]}]";
    String hash = read(CHANNELS + owner.formatted("pager")).configurationHash();

    assertThat(read(CHANNELS.replace("env:SLACK", "env:OTHER") + owner.formatted("pager")))
        .extracting(Settings::configurationHash)
        .isEqualTo(hash);
    assertThat(read(CHANNELS + owner.formatted("mail")).configurationHash()).isNotEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {name: a, type: slack, url: "https://hooks.example.org/T0/S3CRET"} | url: must be env:NAME, file:PATH or command:LINE
          {name: a, type: slack}                                             | url: is missing
          {name: a, type: pager, key: "env:K"}                               | type: must be slack, pagerduty, email or webhook, was pager
          {name: a}                                                          | type: is missing
          {type: slack, url: "env:U"}                                        | name: is missing
          {name: A B, type: slack, url: "env:U"}                             | name: must be a-z
          {name: terminal, type: slack, url: "env:U"}                        | name: must be used once, and not be terminal
          {name: a, type: slack, url: "env:U", ulr: x}                       | ulr: unknown key; did you mean url?
          {name: a, type: slack, url: "env:U", key: "env:K"}                 | key: unknown key
          {name: a, type: pagerduty, key: "S3CRET"}                          | key: must be env:NAME
          {name: a, type: pagerduty, key: "env:K", url: "ftp://x"}           | url: must be http(s)
          {name: a, type: email, from: a@b.c}                                | host: is missing
          {name: a, type: email, host: h}                                    | from: is missing
          {name: a, type: email, host: h, from: somebody}                    | from: must be an e-mail address, was somebody
          {name: a, type: email, host: h, from: a@b.c, user: u}              | password: is missing
          {name: a, type: email, host: h, from: a@b.c, port: 0}              | port: must be 1 to 65535
          {name: a, type: email, host: h, from: a@b.c, security: ssl}        | security: must be starttls, tls or none
          {name: a, type: email, host: h, from: a@b.c, security: none, user: u, password: "env:P"} | security: must be starttls or tls
          {name: a, type: webhook, url: "https://me:S3CRET@example.org"}     | url: must be http(s)
          {name: a, type: webhook}                                           | url: is missing
          {name: a, type: webhook, url: "https://example.org", secret: S3CRET} | secret: must be env:NAME
          """)
  void aChannelThatCannotBeUsedIsRefusedWithItsPlace(String channel, String part) {
    assertThat(problems("version: 1\nnotify:\n  channels:\n    - " + channel))
        .anyMatch(each -> each.contains("notify.channels[0]." + part.strip()))
        .noneMatch(each -> each.contains("S3CRET"));
  }

  @Test
  void aContactCanOnlyBeToldOverAChannelThatIsThereAndFits() {
    assertThat(
            problems(
                CHANNELS
                    + "contacts: [{role: System Owner, name: A, address: by phone,"
                    + " page: [slakc], notify: [mail]}]"))
        .hasSize(2)
        .anyMatch(each -> each.contains("slakc") && each.contains("did you mean slack?"))
        .anyMatch(each -> each.contains("address: must be an e-mail address for the channel mail"));
    assertThat(problems(CHANNELS + "    - {name: slack, type: slack, url: \"env:U\"}"))
        .singleElement()
        .asString()
        .contains("used once");
    assertThat(problems("version: 1\nnotify: {publicAddress: \"ops.example.org\"}"))
        .singleElement()
        .asString()
        .contains("notify.publicAddress: must be http(s)");
  }

  private Settings read(String yaml) throws IOException {
    Files.writeString(folder.resolve("tripline.yaml"), yaml);
    Map<String, String> environment = new HashMap<>();
    environment.put("TRIPLINE_CONFIG", folder.resolve("tripline.yaml").toString());
    return new SettingsReader(environment, "osuser", folder).read();
  }

  private List<String> problems(String yaml) {
    ConfigurationException failure =
        catchThrowableOfType(ConfigurationException.class, () -> read(yaml));
    return failure.problems().stream().map(Problems.Problem::toString).toList();
  }
}
