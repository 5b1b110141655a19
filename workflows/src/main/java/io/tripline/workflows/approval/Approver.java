package io.tripline.workflows.approval;

/** A person who may decide gates; {@code name} is what {@code --as} says. */
public record Approver(String name) {}
