package io.tripline.workflows.account;

import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.runbook.Severity;
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
 * @param response clocks for people; the default where a history does not know it
 * @param ownership who trades it, and whether its flags at the broker are ours to set
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
    OutagePolicy outage,
    ResponsePolicy response,
    Ownership ownership) {
  /** Copies the contacts. */
  public AccountPolicy {
    contacts = List.copyOf(contacts);
    review = review == null ? ReviewPolicy.DEFAULT : review;
    outage = outage == null ? OutagePolicy.DEFAULT : outage;
    response = response == null ? ResponsePolicy.DEFAULT : response;
    ownership = Ownership.orUnarmed(ownership);
  }

  /** With the default clocks for people, traded by us, and nothing is set at the broker. */
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
      ReviewPolicy review,
      OutagePolicy outage) {
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
        outage,
        ResponsePolicy.DEFAULT,
        Ownership.OURS_UNARMED);
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
        outage,
        response,
        ownership);
  }

  /** The same policy under other clocks for people, or another edition of the documents. */
  public AccountPolicy with(ResponsePolicy others) {
    return new AccountPolicy(
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
        outage,
        others,
        ownership);
  }

  /** The same policy under other people. */
  public AccountPolicy with(ApprovalPolicy others) {
    return new AccountPolicy(
        account,
        environment,
        scope,
        limits,
        session,
        others,
        contacts,
        responseTimeP1,
        probation,
        autoReset,
        configurationHash,
        drill,
        uiAddress,
        namespace,
        review,
        outage,
        response,
        ownership);
  }

  /** The same policy of an account that others trade or arm. */
  public AccountPolicy with(Ownership other) {
    return new AccountPolicy(
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
        outage,
        response,
        other);
  }

  /** True where our guards at the broker are to be set (a method, so that it is no field). */
  public boolean armsAtTheBroker() {
    return switch (ownership.arming()) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> session.trades();
    };
  }

  /** Within which a person must have acknowledged; zero means at once. */
  public Duration responseTime(Severity severity) {
    return switch (severity) {
      case P0 -> severity.responseTime();
      case P1 -> responseTimeP1;
      case P2 -> response.respondP2();
      case P3 -> response.respondP3();
    };
  }
}
