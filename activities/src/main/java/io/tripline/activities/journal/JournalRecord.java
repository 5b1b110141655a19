package io.tripline.activities.journal;

import io.tripline.workflows.journal.Entry;

/**
 * An entry with its place in the chain.
 *
 * @param sequence from 1, without a gap
 * @param hash SHA-256 in hexadecimal over the entry and the hash before it
 */
public record JournalRecord(long sequence, Entry entry, String hash) {}
