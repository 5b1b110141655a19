package io.tripline.cli.flatten;

import io.temporal.client.WorkflowException;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the guard until it holds the end of a flatten that it did not hold before the request. */
final class ProofWait {
  private final Supplier<Optional<FlattenNotice>> guard;
  private final Output output;
  private final @Nullable FlattenNotice before;
  private String said = "";

  /**
   * Nothing is asked before {@link #await}.
   *
   * @param guard the last word of the flatten that it holds; throws a {@link WorkflowException}
   *     where it does not answer
   * @param before what the guard said of a flatten before it was asked
   */
  ProofWait(
      Supplier<Optional<FlattenNotice>> guard, Output output, @Nullable FlattenNotice before) {
    this.guard = guard;
    this.output = output;
    this.before = before;
  }

  ExitCode await(TripAnswer trip, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      FlattenNotice notice = notice();
      FlattenResult result = notice == null ? null : notice.result();
      if (notice == null || notice.equals(before)) {
        say("(asked; the flatten has not answered yet)");
      } else if (result != null) {
        return ended(trip, result);
      } else {
        switch (notice.stage()) {
          case WAITING_FOR_OPEN -> {
            return open(trip, notice, ExitCode.PENDING, "waits for the open; it goes on by itself");
          }
          case ESCALATED -> {
            return open(
                trip, notice, ExitCode.ENDED_BADLY, "needs a person, and keeps trying meanwhile");
          }
          case WORKING, ENDED -> say(notice.stage() + ": " + notice.detail());
        }
      }
      if (System.nanoTime() > end) {
        output.say(
            "no proof after "
                + patience.toSeconds()
                + " s; it goes on: ./tripline incident watch "
                + trip.incident());
        output.document(document(trip, "pending", ""));
        return ExitCode.PENDING;
      }
      Thread.sleep(500);
    }
  }

  private @Nullable FlattenNotice notice() {
    try {
      return guard.get().orElse(null);
    } catch (WorkflowException e) {
      say("(the guard does not answer; asking again)");
      return null;
    }
  }

  private void say(String line) {
    if (!line.equals(said)) {
      said = line;
      output.say(line);
    }
  }

  private ExitCode open(TripAnswer trip, FlattenNotice notice, ExitCode code, String what) {
    output.line("the flatten " + what + ": " + notice.detail());
    output.line("follow it: ./tripline incident watch " + trip.incident());
    output.document(document(trip, notice.stage().name(), notice.detail()));
    return code;
  }

  private ExitCode ended(TripAnswer trip, FlattenResult result) {
    return switch (result) {
      case FlattenResult.ProvenFlat flat -> {
        ProofOfFlat proof = flat.proof();
        output.line(
            "PROVEN FLAT at "
                + proof.provenAt()
                + ": "
                + proof.reads().size()
                + " agreeing reads, no position and no open order in scope ("
                + proof.scope()
                + ")");
        proof
            .symbols()
            .forEach(each ->
                output.line(
                    "  "
                        + each.symbol()
                        + ": held "
                        + each.opening()
                        + ", bought "
                        + each.bought()
                        + ", sold "
                        + each.sold()
                        + ", left "
                        + each.remaining()));
        if (!proof.averagePrice().isBlank()) {
          output.line("  average closing price " + proof.averagePrice());
        }
        Map<String, Object> document = document(trip, "provenFlat", "");
        document.put("proof", Output.tree(proof));
        output.document(document);
        yield ExitCode.OK;
      }
      case FlattenResult.ResidualAccepted accepted -> {
        output.line(
            "NOT FLAT: "
                + String.join(", ", accepted.by())
                + " accepted a residual: "
                + accepted.reason());
        output.document(document(trip, "residualAccepted", accepted.reason()));
        yield ExitCode.ENDED_BADLY;
      }
      case FlattenResult.Aborted aborted -> {
        output.line(
            "NOT FLAT: aborted by " + String.join(", ", aborted.by()) + ": " + aborted.reason());
        output.document(document(trip, "aborted", aborted.reason()));
        yield ExitCode.ENDED_BADLY;
      }
    };
  }

  private static Map<String, Object> document(TripAnswer trip, String outcome, String detail) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("incident", trip.incident());
    document.put("epoch", trip.epoch());
    document.put("outcome", outcome);
    document.put("detail", detail);
    return document;
  }
}
