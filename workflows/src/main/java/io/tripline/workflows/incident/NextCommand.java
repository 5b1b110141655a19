package io.tripline.workflows.incident;

import io.tripline.workflows.broker.AccountName;

/** The exact commands that people should type next. */
final class NextCommand {
  /** Starts what died; what runs already is left alone. */
  static final String RESTART = "./tripline up";

  private static final String AS = " --as YOUR-NAME";

  private NextCommand() {}

  static String acknowledge(String incident) {
    return "./tripline incident ack " + incident + AS;
  }

  static String approve(String incident) {
    return "./tripline incident approve " + incident + AS + " --reason \"why\"";
  }

  static String askForReset(AccountName account) {
    return "./tripline killswitch reset --account " + account + AS + " --reason incident_response";
  }

  static String switches(AccountName account) {
    return "./tripline killswitch status --account " + account;
  }

  static String setLimit(AccountName account) {
    return "./tripline killswitch limit set NAME VALUE --account "
        + account
        + AS
        + " --reason \"why\"";
  }

  static String show(String incident) {
    return "./tripline incident show " + incident;
  }

  static String support(String incident) {
    return "./tripline incident support " + incident;
  }

  static String flatten(AccountName account) {
    return "./tripline flatten --account " + account + AS + " --reason \"why\"";
  }

  static String flattenStatus(AccountName account) {
    return "./tripline status --account " + account;
  }

  static String report(String incident) {
    return "./tripline incident report " + incident;
  }

  static String review(String incident) {
    return "./tripline review show " + incident;
  }

  static String startSession(AccountName account) {
    return "./tripline session start --account " + account;
  }
}
