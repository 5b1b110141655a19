package io.tripline.cli.connect;

import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.start.SchedulePlan;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.worker.config.ConfigurationException;
import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import io.tripline.worker.runbook.Runbooks;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.ContactTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What {@code tripline.yaml} and the environment say; problems become one usage failure. */
public final class Configured {
  private static final Pattern OWN_DATA = Pattern.compile("(?m)^\\s*\"?dataDirectory\"?\\s*:");

  private Configured() {}

  /** Everything, checked. */
  public static Settings settings(Installation installation, Map<String, String> environment) {
    try {
      return reader(installation, environment).read();
    } catch (ConfigurationException e) {
      throw failure(e);
    }
  }

  private static SettingsReader reader(Installation installation, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("TRIPLINE_HOME", installation.home().toString());
    all.put("TRIPLINE_DATA", installation.data().toString());
    if (Files.exists(installation.configuration())) {
      all.put("TRIPLINE_CONFIG", installation.configuration().toString());
    } else {
      all.remove("TRIPLINE_CONFIG");
    }
    return reader(all, installation.home());
  }

  /** A configuration problem in words; all problems at once. */
  public static CommandFailure failure(ConfigurationException e) {
    return new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
  }

  /** API keys of an account, read where the configuration says. */
  public record Keys(String keyId, String secretKey) {
    @Override
    public String toString() {
      return "Keys[not shown]";
    }
  }

  /**
   * The account that is guarded, and the way to it.
   *
   * @param url of a simulator that is named; empty where the hosts are fixed, or none is
   * @param keys reads them; a usage failure names the source that holds none
   */
  public record Guarded(
      AccountName name,
      Environment environment,
      Optional<URI> url,
      Scope scope,
      Supplier<Keys> keys) {}

  /** The configured account. */
  public static Guarded guarded(Installation installation, Map<String, String> environment) {
    Settings settings = settings(installation, environment);
    return new Guarded(
        settings.account().name(),
        settings.account().environment(),
        Optional.ofNullable(settings.account().url()),
        settings.account().scope(),
        () -> keys(settings, environment));
  }

  /** Where the journal of an installation is; a usage failure when that can't be known. */
  public static JournalPlace journal(Installation installation) {
    Map<String, String> environment = System.getenv();
    try {
      return settings(installation, environment).journalPlace(environment);
    } catch (ConfigurationException e) {
      throw failure(e);
    }
  }

  /** When the procedures run that nobody starts by hand. */
  public static SchedulePlan schedules(Installation installation) {
    return settings(installation, System.getenv()).schedules();
  }

  /** Reads the keys; a usage failure names the source that holds none. */
  public static Keys keys(Settings settings, Map<String, String> environment) {
    try {
      return new Keys(
          settings.account().keyId().read("account.keys.id", environment).reveal(),
          settings.account().secretKey().read("account.keys.secret", environment).reveal());
    } catch (ConfigurationException e) {
      throw failure(e);
    }
  }

  /**
   * The broker's status page that the configuration names; empty where it names none, or can't be
   * read: looking at the broker must not hang on the configuration.
   */
  public static Optional<URI> statusPage(
      Installation installation, Map<String, String> environment) {
    try {
      return Optional.ofNullable(settings(installation, environment).account().statusPage());
    } catch (CommandFailure e) {
      return Optional.empty();
    }
  }

  /**
   * Which runbook documents may not serve, and what serves instead; empty where all do. The
   * configuration's own problems are told elsewhere.
   */
  public static List<String> runbookWarnings(Installation installation) {
    try {
      return Runbooks.shelf(settings(installation, System.getenv())).read().stream()
          .flatMap(each -> each.warnings().stream())
          .toList();
    } catch (CommandFailure e) {
      return List.of();
    }
  }

  /**
   * For whom support is asked, where only the configuration can tell.
   *
   * @param support the broker's
   */
  public record Supported(String account, String environment, Contact support) {}

  /** The configured account, and whom to ask at its broker. */
  public static Supported supported(Installation installation) {
    Settings settings = settings(installation, System.getenv());
    return new Supported(
        settings.account().name().value(),
        settings.account().environment().name(),
        new ContactTable(settings.contacts()).brokerSupport());
  }

  /** By its name alone where the file is refused for other reasons: who halts needs no more. */
  static AccountName account(Installation installation) {
    try {
      return settings(installation, System.getenv()).account().name();
    } catch (CommandFailure e) {
      return reader(installation, System.getenv()).accountName().orElseThrow(() -> e);
    }
  }

  /** The data directory that a file asks for; empty when it does not, or can't be read. */
  static Optional<Path> dataDirectory(Path file, Path home) {
    try {
      if (!Files.isRegularFile(file) || !OWN_DATA.matcher(Files.readString(file)).find()) {
        return Optional.empty();
      }
      return Optional.of(
          reader(Map.of("TRIPLINE_CONFIG", file.toString()), home).read().dataDirectory());
    } catch (IOException | ConfigurationException e) {
      return Optional.empty();
    }
  }

  private static SettingsReader reader(Map<String, String> environment, Path home) {
    return new SettingsReader(environment, System.getProperty("user.name", "operator"), home);
  }
}
