package io.tripline.workflows.session;

import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.SessionHours;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an intraday session carries through continue-as-new.
 *
 * @param decidedAt market time of the last decision; null before the first
 * @param traded how many decisions led to an executed order
 * @param opposite true once the strategy wanted the opposite of the day's last executed order
 * @param told the last outcome that was journalled, so that an unchanged one is not again
 * @param permitsAsked request ids that are spent
 * @param exitsAlone ids of exits without a permit that are spent
 * @param executing how orders are executed now
 * @param answered answers to changes, by request id
 * @param ended ids of the orders whose end is written; null from an older worker
 */
public record SessionCarried(
    SessionHours hours,
    @Nullable Instant decidedAt,
    int decisions,
    int traded,
    boolean opposite,
    String told,
    SessionEnd lastEnd,
    String lastDetail,
    int permitsAsked,
    int exitsAlone,
    SessionPolicy executing,
    Map<String, ExecutionAnswer> answered,
    List<String> orders,
    List<String> lines,
    @Nullable List<String> ended) {}
