package io.tripline.worker.config;

import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.notify.Contact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code tripline.yaml} strictly and puts the environment on top. The environment: {@code
 * TRIPLINE_CONFIG} names the file, {@code TRIPLINE_HOME} the installation, {@code TRIPLINE_DATA}
 * the data directory, {@code TRIPLINE_USER} the operator; {@code TRIPLINE_BROKER} (simulator or
 * paper) replaces the account's environment, {@code TRIPLINE_TRADE=true} turns trading on, {@code
 * TRIPLINE_DRILL=true} marks a rehearsal, {@code TRIPLINE_UI_ADDRESS} is the Temporal UI; {@code
 * TRIPLINE_JOURNAL_URL}, {@code TRIPLINE_JOURNAL_USER} and {@code TRIPLINE_JOURNAL_PASSWORD} name
 * the PostgreSQL database of the journal; {@code APCA_API_BASE_URL} must fit the account's
 * environment.
 */
public final class SettingsReader {
  private static final String NAME = "must be 1 to 60 letters, digits, spaces or . _ @ -";
  private final Map<String, String> environment;
  private final String osUser;
  private final Path workingDirectory;

  /** Of this process. */
  public static SettingsReader ofThisProcess() {
    return new SettingsReader(System.getenv(), System.getProperty("user.name"), Path.of(""));
  }

  /** Relative paths of the environment begin at {@code workingDirectory}. */
  public SettingsReader(Map<String, String> environment, String osUser, Path workingDirectory) {
    this.environment = Map.copyOf(environment);
    this.osUser = osUser;
    this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
  }

  /**
   * The file that applies: the one that {@code TRIPLINE_CONFIG} names, else {@code tripline.yaml}
   * in the working directory, else in the installation; empty when there is none.
   */
  public Optional<Path> find() {
    Optional<Path> named = path("TRIPLINE_CONFIG");
    if (named.isPresent()) {
      return named;
    }
    Path here = workingDirectory.resolve("tripline.yaml");
    Path home = home().resolve("tripline.yaml");
    return Files.exists(here)
        ? Optional.of(here)
        : Files.exists(home) ? Optional.of(home) : Optional.empty();
  }

  /** Reads the file that applies; the documented defaults where there is none. */
  public Settings read() {
    Optional<Path> file = find();
    return file.isPresent() ? read(file.get()) : defaults();
  }

  /**
   * Reads one file.
   *
   * @throws ConfigurationException with every problem at once
   */
  public Settings read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          file.toString(), "can't be read; `tripline init` writes one");
    }
    return parse(text, Optional.of(file.toAbsolutePath().normalize()));
  }

  /** What applies without a file. */
  public Settings defaults() {
    return parse("version: 1", Optional.empty());
  }

  private Settings parse(String text, Optional<Path> file) {
    Problems problems = new Problems();
    Node.Mapping mapping = new YamlText(problems).read(text);
    String origin = file.map(Path::toString).orElse("The environment");
    if (mapping == null) {
      throw new ConfigurationException(origin, problems.found());
    }
    Section root = new Section("", mapping, problems);
    Settings settings = settings(root, file, problems);
    root.refuseOthers();
    problems.throwIfAny(origin);
    return settings;
  }

  private Settings settings(Section root, Optional<Path> file, Problems problems) {
    String version = root.text("version", "");
    if (!version.equals("1")) {
      root.problem("version", "must be 1" + (version.isEmpty() ? "" : ", was " + version));
    }
    List<String> notes = new ArrayList<>();
    Path data = dataDirectory(root, file);
    boolean trade = environment("TRIPLINE_TRADE").orElse("").equals("true");
    SessionPolicy session = new SessionReader(trade).read(root.section("session"));
    AccountSettings account =
        new AccountReader(environment, problems, notes)
            .read(root.section("account"), session.symbol());
    List<Approver> given = root.list("approvers", NAME, text -> new Approver(name(text)));
    if (given.isEmpty() && account.environment() == Environment.LIVE) {
      root.problem("approvers", "must name who may decide: a live account needs a list");
    }
    refuseTwice(given, root);
    String owner = environment("TRIPLINE_USER").orElse(osUser);
    Section temporal = root.section("temporal");
    String ui = environment("TRIPLINE_UI_ADDRESS").orElse(temporal.text("uiAddress", ""));
    temporal.refuseOthers();
    NotifySection notify = new NotifySection(root.section("notify"));
    List<Contact> contacts = contacts(root, owner, notify);
    Settings settings =
        new Settings(
            file,
            data,
            account,
            LimitsReader.read(root.section("limits")),
            session,
            given.isEmpty() ? List.of(new Approver(owner)) : given,
            !given.isEmpty(),
            owner,
            contacts,
            responseTimeP1(root.section("responseTimes")),
            root.value("probation", true, "must be true or false", Amounts::yesNo),
            root.value("autoReset", true, "must be true or false", Amounts::yesNo),
            ReviewReader.read(root.section("review")),
            OutageReader.read(root.section("outage")),
            SchedulesReader.read(root.section("schedules")),
            flag("TRIPLINE_DRILL", problems),
            ui,
            new JournalSection(environment, problems).read(root.section("journal")),
            notify.settings(),
            notes);
    if (account.environment() == Environment.LIVE && !settings.ownerDefined()) {
      root.problem(
          "contacts", "must name the System Owner: a live account needs somebody who answers");
    }
    return settings;
  }

  private Path dataDirectory(Section root, Optional<Path> file) {
    Path usual = home().resolve(".tripline").resolve("data");
    Path said =
        root.value(
            "dataDirectory",
            usual,
            "must be a path",
            text -> file.map(Path::getParent).orElse(workingDirectory).resolve(text).normalize());
    return path("TRIPLINE_DATA").orElse(said);
  }

  private static List<Contact> contacts(Section root, String owner, NotifySection notify) {
    List<Contact> contacts = new ArrayList<>();
    for (Section each : root.sections("contacts", "must hold role, name and address")) {
      for (String key : List.of("role", "name", "address")) {
        if (!each.has(key)) {
          each.problem(key, "is missing");
        }
      }
      Contact contact =
          new Contact(each.text("role", ""), each.text("name", ""), each.text("address", ""));
      contacts.add(contact);
      notify.contact(each, contact);
      each.refuseOthers();
    }
    return contacts.isEmpty()
        ? List.of(
            new Contact("System Owner", owner, Settings.TERMINAL),
            new Contact("Broker Support", "Alpaca support", "support@alpaca.markets"))
        : contacts;
  }

  private static Duration responseTimeP1(Section times) {
    Duration p1 =
        times.value("p1", Duration.ofHours(1), "must be 1m to 1h", SettingsReader::upToAnHour);
    times.refuseOthers();
    return p1;
  }

  /** The runbook promises less than an hour; a configuration may only be quicker. */
  private static Duration upToAnHour(String text) {
    Duration time = Amounts.duration(text);
    if (time.compareTo(Duration.ofMinutes(1)) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return time;
  }

  private static void refuseTwice(List<Approver> roster, Section root) {
    if (roster.stream().distinct().count() < roster.size()) {
      root.problem("approvers", "must name each person once");
    }
  }

  private static String name(String text) {
    if (!text.strip().matches("[\\p{L}\\p{N} ._@-]{1,60}")) {
      throw new IllegalArgumentException(NAME);
    }
    return text.strip();
  }

  private boolean flag(String variable, Problems problems) {
    String text = environment(variable).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(variable, 0, "must be true or false, was " + text);
    }
    return text.equals("true");
  }

  private Path home() {
    return path("TRIPLINE_HOME").orElse(workingDirectory);
  }

  private Optional<Path> path(String variable) {
    return environment(variable).map(text -> workingDirectory.resolve(text).normalize());
  }

  private Optional<String> environment(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
  }
}
