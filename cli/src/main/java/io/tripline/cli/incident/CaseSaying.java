package io.tripline.cli.incident;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.CaseRequest;
import io.tripline.workflows.incident.P1Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Sends what a person asks of an incident, and prints what came of it. */
final class CaseSaying {
  private CaseSaying() {}

  /** Which Update it is. */
  @FunctionalInterface
  interface Message {
    String send(P1Response incident, CaseRequest request);
  }

  /** An id for one call of a command: repeated by a retry of the connection, by nothing else. */
  static String newId(String verb, String by) {
    return verb + "/" + by + "/" + UUID.randomUUID();
  }

  /**
   * Sends it; answers the exit code.
   *
   * @param update name of the Update
   */
  static int send(
      Common common,
      Temporal temporal,
      String id,
      String update,
      CaseRequest request,
      Message message) {
    P1Response incident = temporal.incident(id);
    try {
      String answer =
          Temporal.answer(() ->
              WorkflowClient.startUpdate(
                  (CaseRequest asked) -> message.send(incident, asked),
                  request,
                  Temporal.update(String.class, update, String.valueOf(request.requestId()))));
      common.output().line(id + ": " + answer + " (as " + request.by() + ", a claimed name)");
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("incident", id);
      document.put("by", String.valueOf(request.by()));
      document.put("answer", answer);
      common.output().document(document);
      return ExitCode.OK.number();
    } catch (WorkflowNotFoundException e) {
      throw Target.ended(common, id, e);
    }
  }
}
