package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.tripline.activities.journal.DeclarationSpool;
import io.tripline.activities.journal.SpooledDeclaration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.DeclareAnswer;
import io.tripline.workflows.guard.DeclareRequest;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes incidents of what people declared while Temporal was away: an Update to the guard under the
 * declaration's own id, so that a repeat after a crash is the same declaration. What the guard
 * refuses, or nobody can read, is kept aside; what nobody can take now waits for the next look. For
 * one thread.
 */
public final class SpooledDeclarations {
  private static final Logger LOG = LoggerFactory.getLogger(SpooledDeclarations.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

  private final GuardCalls guard;
  private final Set<AccountName> accounts;
  private final DeclarationSpool spool;
  private final InstantSource clock;
  private final Map<String, String> said = new HashMap<>();

  /**
   * Of the accounts of this process.
   *
   * @param client must use the workers' data converter
   */
  public SpooledDeclarations(
      WorkflowClient client,
      Set<AccountName> accounts,
      DeclarationSpool spool,
      InstantSource clock) {
    this.guard = new GuardCalls(client);
    this.accounts = Set.copyOf(accounts);
    this.spool = spool;
    this.clock = clock;
  }

  /** Takes in what waits; answers how many became an incident. */
  public int takeIn() {
    DeclarationSpool.Contents contents = spool.look();
    contents.unreadable().stream().filter(each -> !each.later()).forEach(this::keepAside);
    int taken = 0;
    for (SpooledDeclaration each : contents.waiting()) {
      if (accounts.contains(each.account()) && takeIn(each)) {
        taken++;
      }
    }
    return taken;
  }

  private boolean takeIn(SpooledDeclaration declaration) {
    try {
      String incident = declare(declaration);
      spool.processed(declaration);
      LOG.atWarn()
          .setMessage("What was declared while Temporal was away is an incident now")
          .addKeyValue("request", declaration.requestId())
          .addKeyValue("incident", incident)
          .log();
      return true;
    } catch (ApplicationFailure e) {
      if (Fault.of(e).filter(Fault.INVALID_INPUT::equals).isPresent()) {
        keepAside(declaration, e);
      } else {
        later(declaration, String.valueOf(e.getOriginalMessage()));
      }
      return false;
    } catch (IOException e) {
      later(declaration, e.toString());
      return false;
    }
  }

  private String declare(SpooledDeclaration declaration) {
    TripLevel level = declaration.level();
    if (level != null) {
      return guard
          .update(
              declaration.account(),
              "trip",
              declaration.requestId(),
              TripAnswer.class,
              new TripRequest(
                  declaration.account(),
                  declaration.requestId(),
                  KillSwitch.K13,
                  level,
                  null,
                  declaration.by(),
                  declaration.reason(),
                  null,
                  declaration.declaredAt()),
              ANSWER_WITHIN)
          .incident();
    }
    return guard
        .update(
            declaration.account(),
            "declare",
            declaration.requestId(),
            DeclareAnswer.class,
            new DeclareRequest(
                declaration.requestId(),
                declaration.severity(),
                declaration.cause(),
                declaration.by(),
                declaration.reason(),
                notLaterThan(clock.instant(), declaration.declaredAt()),
                Map.of(
                    "declared while Temporal was away",
                    "at " + declaration.declaredAt() + ", kept as " + declaration.requestId())),
            ANSWER_WITHIN)
        .incident();
  }

  /** The clock of whoever declared may be ahead. */
  private static Instant notLaterThan(Instant now, Instant said) {
    return said.isAfter(now) ? now : said;
  }

  private void keepAside(SpooledDeclaration declaration, ApplicationFailure why) {
    try {
      loud(spool.refused(declaration).toString(), String.valueOf(why.getOriginalMessage()));
    } catch (IOException e) {
      later(declaration, e.toString());
    }
  }

  private void keepAside(DeclarationSpool.Unreadable unreadable) {
    try {
      loud(spool.refused(unreadable.file()).toString(), unreadable.why());
    } catch (IOException e) {
      loud(unreadable.file().toString(), unreadable.why());
    }
  }

  private static void loud(String file, String why) {
    LOG.atError()
        .setMessage("A DECLARATION CAN'T BE USED and is kept aside: declare it again")
        .addKeyValue("file", file)
        .addKeyValue("reason", why)
        .log();
  }

  /** Each reason once: the next look is a few seconds away. */
  private void later(SpooledDeclaration declaration, String why) {
    if (why.equals(said.put(declaration.requestId(), why))) {
      return;
    }
    LOG.atWarn()
        .setMessage("A declaration can't be taken in yet")
        .addKeyValue("request", declaration.requestId())
        .addKeyValue("reason", why)
        .log();
  }
}
