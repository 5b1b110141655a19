package io.tripline.workflows.notify;

/** Whom to tell, in order; {@code address} may be a mail address or a plain name. */
public record Contact(String role, String name, String address) {}
