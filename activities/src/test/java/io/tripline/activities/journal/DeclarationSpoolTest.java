package io.tripline.activities.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationSpoolTest {
  private static final Instant AT = Instant.parse("2026-11-20T15:00:00Z");
  @TempDir Path data;

  private DeclarationSpool spool() {
    return DeclarationSpool.of(data);
  }

  private static SpooledDeclaration outage(String id, Instant at) {
    return new SpooledDeclaration(
        id, new AccountName("main"), Severity.P0, Cause.SYSTEM_DOWN, null, "alice", "dark ✗", at);
  }

  @Test
  void whatWasWrittenIsReadAgainOldestFirst() throws IOException {
    SpooledDeclaration trip =
        new SpooledDeclaration(
            "declare-a",
            new AccountName("main"),
            Severity.P1,
            Cause.MANUAL,
            TripLevel.STOP,
            "bob",
            "odd fills",
            AT.plusSeconds(1));
    Path file = spool().write(trip);
    spool().write(outage("declare-b", AT));
    assertThat(spool().look().waiting()).containsExactly(outage("declare-b", AT), trip);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aTornFileIsNamedAndBlocksNoOther() throws IOException {
    spool().write(outage("declare-b", AT));
    Path torn = Files.writeString(spool().folder().resolve("a.json"), "{\"schemaVersion\":1,\"re");
    DeclarationSpool.Contents seen = spool().look();
    assertThat(seen.waiting()).hasSize(1);
    assertThat(seen.unreadable()).singleElement().matches(each -> each.file().equals(torn));

    spool().refused(torn);
    assertThat(spool().look().unreadable()).isEmpty();
    assertThat(spool().look().refused()).containsExactly("a.json");
  }

  @Test
  void aFileOfALaterVersionIsNotTakenForACorruptOne() throws IOException {
    Files.createDirectories(spool().folder());
    Files.writeString(spool().folder().resolve("declare-c.json"), "{\"schemaVersion\": 2}");
    assertThat(spool().look().unreadable())
        .singleElement()
        .matches(DeclarationSpool.Unreadable::later);
  }

  @Test
  void aFileThatWasRenamedIsNoDeclaration() throws IOException {
    Path file = spool().write(outage("declare-b", AT));
    Files.move(file, file.resolveSibling("declare-x.json"));
    assertThat(spool().look().waiting()).isEmpty();
    assertThat(spool().look().unreadable().get(0).why()).contains("must be the file's name");
  }

  @Test
  void whatBecameAnIncidentWaitsNoMore() throws IOException {
    spool().write(outage("declare-b", AT));
    spool().processed(outage("declare-b", AT));
    assertThat(spool().look().waiting()).isEmpty();
    assertThat(spool().folder().resolve("processed").resolve("declare-b.json")).exists();
  }

  @Test
  void anIdThatIsNoFileNameIsRefused() {
    assertThatThrownBy(() -> outage("../../etc", AT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("requestId");
  }
}
