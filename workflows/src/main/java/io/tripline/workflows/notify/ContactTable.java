package io.tripline.workflows.notify;

import java.util.List;
import java.util.Optional;

/**
 * The runbook's contact table: whom to tell, in order, and whom to ask at the broker. Pure.
 *
 * @param contacts as the configuration has them
 */
public record ContactTable(List<Contact> contacts) {
  /** Whom the runbook names where the configuration names nobody. */
  public static final Contact ALPACA =
      new Contact("Broker Support", "Alpaca support", "support@alpaca.markets");

  /** Copies the list. */
  public ContactTable {
    contacts = List.copyOf(contacts);
  }

  /** Those who can take an incident: Broker Support is asked by people, never paged. */
  public List<Contact> responders() {
    return contacts.stream().filter(each -> !supports(each)).toList();
  }

  /** Whose turn it is, from 0; after the last one the first again. Empty without any responder. */
  public Optional<Contact> turn(long turn) {
    List<Contact> responders = responders();
    return responders.isEmpty()
        ? Optional.empty()
        : Optional.of(responders.get((int) (turn % responders.size())));
  }

  /** Whom to ask at the broker. */
  public Contact brokerSupport() {
    return contacts.stream().filter(ContactTable::supports).findFirst().orElse(ALPACA);
  }

  /** Such as {@code Deputy Ben (ben@example.org)}. */
  public static String shown(Contact contact) {
    return contact.role() + " " + contact.name() + " (" + contact.address() + ")";
  }

  private static boolean supports(Contact contact) {
    return contact.role().equalsIgnoreCase(ALPACA.role());
  }
}
