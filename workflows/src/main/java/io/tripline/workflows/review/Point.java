package io.tripline.workflows.review;

import java.time.Instant;

/** What a named person said in a review. */
public record Point(String text, String by, Instant at) {}
