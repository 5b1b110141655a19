package io.tripline.workflows.killswitch;

import io.tripline.workflows.killswitch.SwitchReading.Wish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * K18: do the processes that watch and trade run one program under one configuration? Knight
 * Capital lost its firm to one server in eight that did not (risk.md section 10). Pure.
 */
public final class DriftSwitch {
  private DriftSwitch() {}

  /**
   * Judges.
   *
   * @param watch the worker that watches
   * @param session the worker that told of the session; null before the first one did
   * @param configured digest of the configuration that the guard has taken
   * @param stands true while its block stands: only a person lifts it
   */
  public static SwitchReading judge(
      WorkerMark watch,
      @Nullable WorkerMark session,
      String configured,
      boolean stands,
      SwitchMoment moment) {
    List<String> odd = new ArrayList<>();
    boolean unknown = watch.build().isEmpty() || session == null || session.build().isEmpty();
    if (session != null && differ(watch.build(), session.build())) {
      odd.add(
          "the session's worker runs build %s, the watch's %s"
              .formatted(session.build(), watch.build()));
    }
    if (session != null && differ(configured, session.configuration())) {
      odd.add(
          "the session's worker read configuration %s, the guard has %s"
              .formatted(shortly(session.configuration()), shortly(configured)));
    }
    if (differ(configured, watch.configuration())) {
      odd.add(
          "the watch's worker read configuration %s, the guard has %s"
              .formatted(shortly(watch.configuration()), shortly(configured)));
    }
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("watchBuild", watch.build());
    inputs.put("watchConfiguration", watch.configuration());
    inputs.put("guardConfiguration", configured);
    if (session != null) {
      inputs.put("sessionBuild", session.build());
      inputs.put("sessionConfiguration", session.configuration());
    }
    Check check = odd.isEmpty() ? unknown ? Check.UNKNOWN : Check.PASS : Check.FAIL;
    String same = unknown ? "no session's worker has told its build yet" : "build " + watch.build();
    return new SwitchReading(
        new Observation(
            KillSwitch.K18,
            check,
            odd.isEmpty() ? same : String.join("; ", odd),
            "one build, one configuration",
            inputs,
            moment.marketAt(),
            moment.at()),
        check == Check.FAIL || stands ? Wish.BLOCK : Wish.NOTHING);
  }

  private static boolean differ(String one, String other) {
    return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
  }

  private static String shortly(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}
