package io.tripline.worker.config;

import io.tripline.activities.start.SchedulePlan;
import io.tripline.workflows.account.OutagePolicy;
import io.tripline.workflows.account.ResponsePolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.fills.FillLimits;
import io.tripline.workflows.killswitch.ApiErrorLimits;
import io.tripline.workflows.killswitch.SwitchLimits;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.slippage.SlippageLimits;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The digest of effective settings: the same meaning gives the same hash, however it is written.
 */
final class ConfigurationHash {
  private ConfigurationHash() {}

  static String of(Settings settings) {
    StringBuilder canonical = new StringBuilder();
    values(settings)
        .forEach((key, value) -> canonical.append(key).append('=').append(value).append('\n'));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static SortedMap<String, Object> values(Settings settings) {
    SortedMap<String, Object> values = new TreeMap<>();
    values.put("account.name", settings.account().name());
    values.put("account.environment", settings.account().environment());
    values.put("account.scope", settings.account().scope().describe());
    values.put("account.feed", settings.account().feed());
    // Only where something was said, so that a configuration from before keeps its hash.
    if (!settings.account().streams()) {
      values.put("account.streams", false);
    }
    values.put("limits.dailyLoss", settings.limits().dailyLoss().toPlainString());
    values.put("limits.dailyLossSoft", settings.limits().dailyLossSoft().toPlainString());
    values.put("limits.confirmReads", settings.limits().confirmReads());
    values.put("limits.confirmSpan", settings.limits().confirmSpan());
    values.put("limits.instantFactor", settings.limits().instantFactor().toPlainString());
    values.put("limits.verdictWithin", settings.limits().verdictWithin());
    ApiErrorLimits apiErrors = settings.limits().apiErrors();
    values.put("limits.apiErrors.authInARow", apiErrors.authInARow());
    values.put("limits.apiErrors.tradingInARow", apiErrors.tradingInARow());
    values.put("limits.apiErrors.dataInARow", apiErrors.dataInARow());
    values.put("limits.apiErrors.rate", apiErrors.rate().stripTrailingZeros().toPlainString());
    values.put("limits.apiErrors.rateCalls", apiErrors.rateCalls());
    values.put("limits.apiErrors.rateWindow", apiErrors.rateWindow());
    // Only where something was said, so that a configuration from before keeps its hash.
    if (!settings.limits().slippage().equals(SlippageLimits.DEFAULT)) {
      values.put("limits.slippage", settings.limits().slippage());
    }
    if (!settings.limits().fills().equals(FillLimits.DEFAULT)) {
      values.put("limits.fills", settings.limits().fills());
    }
    if (!settings.limits().switches().equals(SwitchLimits.DEFAULT)) {
      values.put("limits.switches", settings.limits().switches());
    }
    values.put("session.trades", settings.session().trades());
    values.put("session.strategy", settings.session().strategy());
    values.put("session.symbol", settings.session().symbol());
    values.put("session.exposure", settings.session().exposure().toPlainString());
    values.put("session.entryCutoff", settings.session().entryCutoff());
    values.put("session.fillPatience", settings.session().fillPatience());
    String queue = settings.session().strategyQueue();
    if (queue != null) {
      values.put("session.strategy.taskQueue", queue);
    }
    // Only where something was said, so that a configuration from before keeps its hash.
    if (settings.session().execution() != null) {
      values.put("session.execution", settings.session().execution());
    }
    values.put("approvers", settings.roster().stream().map(Approver::name).toList());
    // Only where something was said, so that a configuration from before keeps its hash.
    if (settings.throttleApprover() != null) {
      values.put("throttleApprover", settings.throttleApprover());
    }
    values.put("contacts", settings.contacts().stream().map(Contact::toString).toList());
    // Only where something was said, so that a configuration from before keeps its hash.
    if (!settings.telling().equals(NotifySettings.TERMINAL)) {
      values.put("notify.drills", settings.telling().drills());
      values.put("notify.routes", settings.telling().routes());
    }
    values.put("responseTimes.p1", settings.responseTimeP1());
    values.put("probation", settings.probation());
    values.put("autoReset", settings.autoReset());
    values.put("review.signWithin", settings.review().signWithin());
    values.put("review.remindEvery", settings.review().remindEvery());
    // Only where something was said, so that a configuration from before keeps its hash.
    if (!settings.outage().equals(OutagePolicy.DEFAULT)) {
      values.put("outage", settings.outage());
    }
    if (!settings.response().equals(ResponsePolicy.DEFAULT)) {
      values.put("response", settings.response());
    }
    if (!settings.account().ownership().equals(AccountSettings.USUAL)) {
      values.put("account.trader", settings.account().ownership().trader());
      values.put("account.arming", settings.account().ownership().arming());
    }
    if (!settings.schedules().equals(SchedulePlan.DEFAULT)) {
      values.put("schedules", settings.schedules());
    }
    return values;
  }
}
