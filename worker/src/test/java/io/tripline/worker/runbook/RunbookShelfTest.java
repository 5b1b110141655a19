package io.tripline.worker.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.worker.runbook.ServedRunbook.Source;
import io.tripline.workflows.runbook.Runbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad copy never serves. */
class RunbookShelfTest {
  @TempDir Path place;
  private Path folder;
  private Path file;
  private RunbookShelf shelf;

  @BeforeEach
  void begin() throws IOException {
    folder = Files.createDirectories(place.resolve("own"));
    file = folder.resolve("p3-minor.md");
    shelf = new RunbookShelf(folder, place.resolve("kept"));
  }

  private ServedRunbook p3() {
    return shelf.load().stream()
        .filter(each -> each.document() == Runbook.P3)
        .findFirst()
        .orElseThrow();
  }

  private static String good(String words) {
    return """
    # Ours
    %s
    ## Response
    ### 1. Document Issue
    ### 2. Check Logs
    ### 3. Fix in Next Scheduled Maintenance
    """
        .formatted(words);
  }

  @Test
  void whatAFolderDoesNotHaveIsShipped() {
    assertThat(shelf.read())
        .hasSize(Runbook.values().length)
        .allMatch(each -> each.source() == Source.SHIPPED && each.warnings().isEmpty());
  }

  @Test
  void theOperatorsTextServes() throws IOException {
    Files.writeString(file, good("Call Anna."));
    assertThat(p3().source()).isEqualTo(Source.FOLDER);
    assertThat(p3().text()).contains("Call Anna.");
    assertThat(p3().sha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void aBadCopyIsRefusedWithFileAndLineAndTheLastGoodOneServes() throws IOException {
    Files.writeString(file, good("Call Anna."));
    String digest = p3().sha256();
    Files.writeString(file, good("Call Ben.").replace("### 2. Check Logs\n", ""));
    ServedRunbook served = p3();
    assertThat(served.source()).isEqualTo(Source.LAST_GOOD);
    assertThat(served.sha256()).isEqualTo(digest);
    assertThat(served.warnings())
        .contains(
            file
                + ":5: \"### 2. Check Logs\" is missing; it belongs before this line; the last good"
                + " copy serves");
    Files.writeString(file, good("Call Ben."));
    assertThat(p3().text()).contains("Call Ben.");
  }

  @Test
  void withoutAGoodOneTheShippedOneServes() throws IOException {
    Files.writeString(file, "# nothing\n");
    assertThat(p3().source()).isEqualTo(Source.SHIPPED);
    assertThat(p3().warnings()).isNotEmpty();
  }

  @Test
  void aCopyThatIsGoneOrUnreadableIsToldToo() throws IOException {
    Files.writeString(file, good("Call Anna."));
    p3();
    Files.delete(file);
    assertThat(p3().warnings()).singleElement().asString().contains("is gone");
    Files.write(file, new byte[] {(byte) 0xc3, (byte) 0x28});
    assertThat(p3().warnings()).singleElement().asString().contains("is no UTF-8 text");
    assertThat(p3().source()).isEqualTo(Source.LAST_GOOD);
  }

  @Test
  void aKeptCopyThatDoesNotFitThisProgramIsNotGoodAnyMore() throws IOException {
    Files.createDirectories(place.resolve("kept"));
    Files.writeString(place.resolve("kept").resolve("p3-minor.md"), "# of an older program\n");
    Files.writeString(file, "# nothing\n");
    assertThat(p3().source()).isEqualTo(Source.SHIPPED);
  }

  @Test
  void readingKeepsNothing() throws IOException {
    Files.writeString(file, good("Call Anna."));
    shelf.read();
    assertThat(place.resolve("kept")).doesNotExist();
  }
}
