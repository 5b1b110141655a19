package io.tripline.worker;

import io.tripline.activities.account.ConfigurationOnDisk;
import io.tripline.activities.account.FileConfiguration;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.ApiProbe;
import io.tripline.activities.broker.RateBudget;
import io.tripline.activities.broker.StatusPages;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.SqlJournal;
import io.tripline.activities.start.SchedulePlan;
import io.tripline.worker.config.AccountSettings;
import io.tripline.worker.config.ConfigurationException;
import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import io.tripline.worker.runbook.Runbooks;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.notify.Notifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a process has whether or not a Temporal server answers: made once, closed at the end.
 *
 * @param schedules when procedures start by themselves; empty in a rehearsal
 */
record Parts(
    FileConfiguration configuration,
    ConfigurationOnDisk disk,
    AlpacaAccounts accounts,
    JournalPlace place,
    Path logs,
    Map<AccountName, ApiProbe> probes,
    SqlJournal journal,
    Notifier notifier,
    Optional<Outreach.Beating> heartbeat,
    Optional<SchedulePlan> schedules,
    InstantSource clock)
    implements AutoCloseable {
  /**
   * Alpaca allows 200 a minute and account; the trading and the response process together stay
   * below it.
   */
  private static final int MESSAGES_PER_MINUTE = 90;

  /**
   * Reads the keys and prepares everything; nothing is sent.
   *
   * @param live the account's name as the start flag repeats it
   * @throws ConfigurationException if keys or the simulator's address are missing
   */
  static Parts of(
      Settings settings,
      String namespace,
      Map<String, String> environment,
      @Nullable String live,
      InstantSource clock) {
    JournalPlace place = settings.journalPlace(environment);
    SqlJournal journal = new SqlJournal(place, clock);
    Outreach outreach = new Outreach(settings, environment, namespace);
    return new Parts(
        new FileConfiguration(
            List.of(Runbooks.policy(settings, namespace, Runbooks.shelf(settings).load()))),
        account -> hashOnDisk(settings, environment),
        new AlpacaAccounts(
            Map.of(settings.account().name(), http(settings.account(), environment, live, clock)),
            clock),
        place,
        place.data().logs(),
        Map.of(settings.account().name(), probe(settings.account(), environment, live, clock)),
        journal,
        outreach.notifier(journal, clock),
        outreach.heartbeat(),
        settings.drill() ? Optional.empty() : Optional.of(settings.schedules()),
        clock);
  }

  /** Read with the environment that this process was started with. */
  private static String hashOnDisk(Settings started, Map<String, String> environment) {
    Map<String, String> usual = new HashMap<>(environment);
    started.file().ifPresent(file -> usual.put("TRIPLINE_CONFIG", file.toString()));
    try {
      return new SettingsReader(usual, started.owner(), Path.of("")).read().configurationHash();
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static AlpacaHttp http(
      AccountSettings account,
      Map<String, String> environment,
      @Nullable String live,
      InstantSource clock) {
    return new AlpacaHttp(
        endpoint(account, live).withFeed(account.feed()).withStreams(account.streams()),
        credentials(account, environment),
        RateBudget.perMinute(MESSAGES_PER_MINUTE),
        clock);
  }

  private static ApiProbe probe(
      AccountSettings account,
      Map<String, String> environment,
      @Nullable String live,
      InstantSource clock) {
    URI base = endpoint(account, live).base();
    URI page = account.statusPage();
    if (page == null) {
      page = account.environment() == Environment.SIMULATOR ? base : StatusPages.ALPACA;
    }
    return new ApiProbe(base, credentials(account, environment), page, clock);
  }

  private static AlpacaCredentials credentials(
      AccountSettings account, Map<String, String> environment) {
    return new AlpacaCredentials(
        account.keyId().read("account.keys.id", environment).reveal(),
        account.secretKey().read("account.keys.secret", environment).reveal());
  }

  private static AlpacaEndpoint endpoint(AccountSettings account, @Nullable String live) {
    return switch (account.environment()) {
      case SIMULATOR -> AlpacaEndpoint.simulator(simulator(account));
      case PAPER -> AlpacaEndpoint.paper();
      case LIVE ->
          AlpacaEndpoint.live(account.name(), account.environment() == Environment.LIVE, live);
    };
  }

  private static URI simulator(AccountSettings account) {
    URI url = account.url();
    if (url == null) {
      throw ConfigurationException.of(
          "account.url",
          "is missing: name the simulator's address, also as APCA_API_BASE_URL; `tripline up`"
              + " starts one");
    }
    return url;
  }

  @Override
  public void close() {
    journal.close();
  }
}
