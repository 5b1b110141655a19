package io.tripline.activities.journal;

/**
 * What the journal says of an account's halt.
 *
 * @param halted what the last move of the ladder led to; what can't be understood is halted
 * @param from the entry that says so
 */
public record HaltRecord(boolean halted, JournalRecord from) {}
