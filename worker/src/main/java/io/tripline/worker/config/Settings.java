package io.tripline.worker.config;

import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.start.SchedulePlan;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.OutagePolicy;
import io.tripline.workflows.account.ResponsePolicy;
import io.tripline.workflows.account.ReviewPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code tripline.yaml} and the environment say, checked. It holds no secret: keys
 * are read where they are used.
 *
 * @param file the file that it came from; empty when there is none and the defaults apply
 * @param dataDirectory absolute
 * @param roster who may decide gates; one name, the owner's, when none was given
 * @param rosterGiven false when the owner is the only approver for want of a list
 * @param throttleApprover the approver without whose name K10 is not reset, as the file says; null:
 *     {@link #designated} chooses
 * @param owner {@code TRIPLINE_USER}, else the user of the operating system
 * @param response clocks for people; the documents are not read here
 * @param runbooks the folder of the runbook documents, absolute
 * @param schedules when the procedures run that nobody starts by hand
 * @param uiAddress of the Temporal UI; empty when unknown
 * @param notes what a person should know of how it was read
 */
public record Settings(
    Optional<Path> file,
    Path dataDirectory,
    AccountSettings account,
    Limits limits,
    SessionPolicy session,
    List<Approver> roster,
    boolean rosterGiven,
    @Nullable String throttleApprover,
    String owner,
    List<Contact> contacts,
    Duration responseTimeP1,
    boolean probation,
    boolean autoReset,
    ReviewPolicy review,
    OutagePolicy outage,
    ResponsePolicy response,
    Path runbooks,
    SchedulePlan schedules,
    boolean drill,
    String uiAddress,
    JournalSettings journal,
    NotifySettings telling,
    List<String> notes) {
  static final String TERMINAL = "terminal";
  private static final String SYSTEM_OWNER = "System Owner";
  private static final Set<String> UNDEFINED = Set.of("", "(define)", "define", "TBD");

  /** Copies the lists. */
  public Settings {
    roster = List.copyOf(roster);
    contacts = List.copyOf(contacts);
    notes = List.copyOf(notes);
  }

  /** True where the contacts name a person or a team who owns the system. */
  public boolean ownerDefined() {
    return contacts.stream()
        .anyMatch(c ->
            c.role().equalsIgnoreCase(SYSTEM_OWNER)
                && !c.address().equals(TERMINAL)
                && !UNDEFINED.contains(c.name().strip()));
  }

  /**
   * Without whose name the execution throttle (K10) is not reset: whom the file names, else the
   * System Owner where that is an approver, else the only approver; empty where it is anybody.
   */
  public Optional<String> designated() {
    if (throttleApprover != null) {
      return Optional.of(throttleApprover);
    }
    if (roster.size() == 1) {
      return Optional.of(roster.getFirst().name());
    }
    return contacts.stream()
        .filter(each -> each.role().equalsIgnoreCase(SYSTEM_OWNER))
        .flatMap(owns -> roster.stream().filter(one -> same(one.name(), owns.name())))
        .map(Approver::name)
        .findFirst();
  }

  private static boolean same(String one, String other) {
    return new PersonName(one).is(new PersonName(other));
  }

  /** What must be said at each start, although it starts. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!ownerDefined()) {
      warnings.add(
          "contacts: no System Owner is defined; name who answers for this account in"
              + " tripline.yaml (a live account is refused without)");
    } else if (telling.routes().stream().noneMatch(r -> r.channels().containsKey(Urgency.PAGE))) {
      warnings.add(
          "notify: no channel pages anybody; notices stay at the terminal and in notices.log");
    }
    if (designated().isEmpty()) {
      warnings.add(
          "throttleApprover: nobody is designated for the execution throttle (K10), so any approvers"
              + " may reset it; name one of them in tripline.yaml");
    }
    return warnings;
  }

  /** What workflows see of it, in a Temporal namespace. */
  public AccountPolicy policy(String namespace) {
    return new AccountPolicy(
        account.name(),
        account.environment(),
        account.scope(),
        limits,
        session,
        ApprovalPolicy.of(roster).designating(designated().orElse(null)),
        contacts,
        responseTimeP1,
        probation,
        autoReset,
        configurationHash(),
        drill,
        uiAddress,
        namespace,
        review,
        outage,
        response,
        account.ownership());
  }

  /**
   * Where the journal is, with its password.
   *
   * @throws ConfigurationException if the password can't be had
   */
  public JournalPlace journalPlace(Map<String, String> environment) {
    return journal.place(new DataDirectory(dataDirectory), environment);
  }

  /**
   * SHA-256 of what decides how the system behaves. Where it runs (directories, addresses, sources
   * of keys) is no part of it.
   */
  public String configurationHash() {
    return ConfigurationHash.of(this);
  }

  /**
   * True unless the account is live and {@code repeatedName}, from the start flag, is not its name:
   * then nothing may be started.
   */
  public boolean confirmed(@Nullable String repeatedName) {
    return account.environment() != Environment.LIVE || account.name().value().equals(repeatedName);
  }
}
