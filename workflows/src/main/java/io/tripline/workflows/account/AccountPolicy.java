package io.tripline.workflows.account;

import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.notify.Contact;
import java.time.Duration;
import java.util.List;

/**
 * What {@code tripline.yaml} says of one account. Each guard run, session and incident keeps the
 * version that it started under.
 *
 * @param responseTimeP1 time to acknowledge a P1
 * @param probation whether a reset leads to a session of halved size and limits
 * @param autoReset whether a verified daily loss resets by itself on the next trading day
 * @param configurationHash digest of the configuration that this came from
 * @param drill true in a rehearsal
 * @param uiAddress base address of the Temporal UI for links; empty when unknown
 * @param review clocks of the post-incident review; the default where a history does not know it
 * @param outage clocks of a P0; the default where a history does not know it
 */
public record AccountPolicy(
    AccountName account,
    Environment environment,
    Scope scope,
    Limits limits,
    SessionPolicy session,
    ApprovalPolicy approvals,
    List<Contact> contacts,
    Duration responseTimeP1,
    boolean probation,
    boolean autoReset,
    String configurationHash,
    boolean drill,
    String uiAddress,
    String namespace,
    ReviewPolicy review,
    OutagePolicy outage) {
  /** Copies the contacts. */
  public AccountPolicy {
    contacts = List.copyOf(contacts);
    review = review == null ? ReviewPolicy.DEFAULT : review;
    outage = outage == null ? OutagePolicy.DEFAULT : outage;
  }

  /** With the default clocks of the review and of a P0. */
  public AccountPolicy(
      AccountName account,
      Environment environment,
      Scope scope,
      Limits limits,
      SessionPolicy session,
      ApprovalPolicy approvals,
      List<Contact> contacts,
      Duration responseTimeP1,
      boolean probation,
      boolean autoReset,
      String configurationHash,
      boolean drill,
      String uiAddress,
      String namespace) {
    this(
        account,
        environment,
        scope,
        limits,
        session,
        approvals,
        contacts,
        responseTimeP1,
        probation,
        autoReset,
        configurationHash,
        drill,
        uiAddress,
        namespace,
        ReviewPolicy.DEFAULT,
        OutagePolicy.DEFAULT);
  }

  /** With the default clocks of a P0. */
  public AccountPolicy(
      AccountName account,
      Environment environment,
      Scope scope,
      Limits limits,
      SessionPolicy session,
      ApprovalPolicy approvals,
      List<Contact> contacts,
      Duration responseTimeP1,
      boolean probation,
      boolean autoReset,
      String configurationHash,
      boolean drill,
      String uiAddress,
      String namespace,
      ReviewPolicy review) {
    this(
        account,
        environment,
        scope,
        limits,
        session,
        approvals,
        contacts,
        responseTimeP1,
        probation,
        autoReset,
        configurationHash,
        drill,
        uiAddress,
        namespace,
        review,
        OutagePolicy.DEFAULT);
  }

  /** The same policy under other limits. */
  public AccountPolicy with(Limits others, String hash) {
    return new AccountPolicy(
        account,
        environment,
        scope,
        others,
        session,
        approvals,
        contacts,
        responseTimeP1,
        probation,
        autoReset,
        hash,
        drill,
        uiAddress,
        namespace,
        review,
        outage);
  }
}
