package io.tripline.cli.drill;

/** A decision that the drill sent as a person; {@code code} is the command's exit code. */
record Sent(String gate, String verdict, String by, int code) {}
