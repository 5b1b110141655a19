package io.tripline.worker.config;

import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.ContactTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** What decides which account it is. */
  private static final Set<String> NAMING =
      Set.of("account", "account.name", "account.environment", "TRIPLINE_BROKER");

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

  /**
   * The account that a file names, also where the file is refused for other reasons: to halt it,
   * its name is enough. Empty where the file doesn't name it plainly.
   */
  public Optional<AccountName> accountName() {
    Problems problems = new Problems();
    Node.@Nullable Mapping mapping;
    try {
      Optional<Path> file = find();
      mapping = file.isPresent() ? new YamlText(problems).read(Files.readString(file.get())) : null;
    } catch (IOException e) {
      return Optional.empty();
    }
    if (mapping == null) {
      return Optional.empty();
    }
    Section account = new Section("", mapping, problems).section("account");
    AccountName name =
        new AccountReader(environment, problems, new ArrayList<>())
            .read(account, SessionPolicy.DEFAULT.symbol())
            .name();
    boolean plain =
        account.has("name")
            && problems.found().stream().map(Problems.Problem::path).noneMatch(NAMING::contains);
    return plain ? Optional.of(name) : Optional.empty();
  }

  /**
   * On which line of a file each key stands, by its path such as {@code limits.dailyLoss}; lists
   * stand under {@code contacts[0]}. Empty for a text that is no mapping.
   */
  public Map<String, Integer> lines(Path file) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    try {
      Node.Mapping mapping = new YamlText(new Problems()).read(Files.readString(file));
      if (mapping != null) {
        collect("", mapping, lines);
      }
    } catch (IOException e) {
      // Who asks has read the settings: a file that is gone since has no lines.
    }
    return lines;
  }

  private static void collect(String path, Node node, Map<String, Integer> lines) {
    if (!path.isEmpty()) {
      lines.put(path, node.line());
    }
    switch (node) {
      case Node.Mapping mapping ->
          mapping
              .entries()
              .forEach(
                  (key, value) -> collect(path.isEmpty() ? key : path + "." + key, value, lines));
      case Node.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          collect(path + "[" + i + "]", list.items().get(i), lines);
        }
      }
      case Node.Scalar scalar -> {}
      case Node.Nothing nothing -> lines.remove(path);
    }
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
    if (account.ownership().foreign() && session.trades()) {
      root.section("session")
          .problem(
              "trades", "must be false, and no --trade: with account.trader other a bot trades it");
    }
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
    ResponseReader.Read response =
        ResponseReader.read(root.section("responseTimes"), root.section("statusUpdates"));
    Settings settings =
        new Settings(
            file,
            data,
            account,
            LimitsReader.read(root.section("limits")),
            session,
            given.isEmpty() ? List.of(new Approver(owner)) : given,
            !given.isEmpty(),
            throttleApprover(root, given.isEmpty() ? List.of(new Approver(owner)) : given),
            owner,
            contacts,
            response.p1(),
            root.value("probation", true, "must be true or false", Amounts::yesNo),
            root.value("autoReset", true, "must be true or false", Amounts::yesNo),
            ReviewReader.read(root.section("review")),
            OutageReader.read(root.section("outage")),
            response.policy(),
            runbooks(root, file),
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

  /** The operator's own documents; else those of the installation. */
  private Path runbooks(Section root, Optional<Path> file) {
    return root.value(
        "runbooks",
        home().resolve("runbooks"),
        "must be a path",
        text -> file.map(Path::getParent).orElse(workingDirectory).resolve(text).normalize());
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
        ? List.of(new Contact("System Owner", owner, Settings.TERMINAL), ContactTable.ALPACA)
        : contacts;
  }

  private static void refuseTwice(List<Approver> roster, Section root) {
    if (roster.stream().distinct().count() < roster.size()) {
      root.problem("approvers", "must name each person once");
    }
  }

  private static @Nullable String throttleApprover(Section root, List<Approver> roster) {
    if (!root.has("throttleApprover")) {
      return null;
    }
    String named = root.text("throttleApprover", "").strip();
    Optional<Approver> known =
        roster.stream()
            .filter(each -> new PersonName(each.name()).is(new PersonName(named)))
            .findFirst();
    if (known.isEmpty()) {
      root.problem(
          "throttleApprover",
          "must be one of the approvers ("
              + String.join(", ", roster.stream().map(Approver::name).toList())
              + "), was "
              + named);
      return null;
    }
    return known.get().name();
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
