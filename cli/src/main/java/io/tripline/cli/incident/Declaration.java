package io.tripline.cli.incident;

import io.tripline.activities.journal.DeclarationSpool;
import io.tripline.activities.journal.SpooledDeclaration;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person declares, under an id that makes it one declaration however often it is sent.
 *
 * @param level of the manual switch; null unless it is a P1
 */
record Declaration(
    String requestId,
    AccountName account,
    Severity severity,
    Cause cause,
    @Nullable TripLevel level,
    String by,
    String reason) {
  /** Keeps it on the disk until a response worker can make it an incident. */
  ExitCode keep(Common common, CommandFailure why) {
    SpooledDeclaration declaration =
        new SpooledDeclaration(
            requestId, account, severity, cause, level, by, reason, Instant.now());
    Path file = written(common, declaration, why);
    common
        .output()
        .line(
            "kept: "
                + severity
                + " "
                + cause.word()
                + " as "
                + by
                + "; it becomes the incident, detected at "
                + declaration.declaredAt()
                + ", when Temporal and a response worker are back");
    common.output().line("file: " + file);
    common
        .output()
        .line(
            (level == null ? "" : "NOTHING IS HALTED until then. ")
                + "Not taken now because: "
                + why.getMessage());
    common.output().line("next: ./tripline status" + common.options());
    common
        .output()
        .line(
            "exposed and nobody watches: ./tripline flatten --direct --dry-run" + common.options());
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("incident", null);
    document.put("spooled", true);
    document.put("requestId", requestId);
    document.put("severity", severity.name());
    document.put("cause", cause.word());
    document.put("by", by);
    document.put("declaredAt", declaration.declaredAt().toString());
    document.put("file", file.toString());
    document.put("why", why.getMessage());
    common.output().document(document);
    return ExitCode.PENDING;
  }

  private static Path written(Common common, SpooledDeclaration declaration, CommandFailure why) {
    Path data = common.installation().data();
    try {
      return DeclarationSpool.of(data).write(declaration);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          why.getMessage()
              + "; and the declaration could not be kept in "
              + data
              + " ("
              + e
              + "): NOTHING IS DECLARED, tell people yourself",
          e);
    }
  }
}
