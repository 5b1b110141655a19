package io.tripline.workflows.notify;

import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell people.
 *
 * @param id same id = told once
 * @param command the exact command that a person should type next; empty when none
 * @param drill true when this is a rehearsal: it says DRILL and goes to nobody outside
 */
public record Notice(
    String id,
    AccountName account,
    @Nullable String incident,
    Urgency urgency,
    String headline,
    String text,
    String command,
    boolean drill) {}
