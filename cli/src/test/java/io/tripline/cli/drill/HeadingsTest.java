package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadingsTest {
  @Test
  void areThoseOfTheStepsWithoutTheirNumbers() {
    assertThat(
            Headings.of(
                List.of("# P1", "## Response", "### 1. Identify", "text", "### 10. Manual Reset")))
        .containsExactly("Identify", "Manual Reset");
  }
}
