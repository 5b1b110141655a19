package io.tripline.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UiViewsTest {
  @Test
  void eachListIsALinkThatCarriesItsQuery() {
    var lists = new UiViews("http://127.0.0.1:8233", "default").lists();

    assertThat(lists).containsKeys("open incidents", "waiting for approval", "halted accounts");
    assertThat(lists.values())
        .allSatisfy(link -> assertThat(URI.create(link)).hasHost("127.0.0.1").hasPort(8233));
    assertThat(
            URLDecoder.decode(
                URI.create(lists.get("open incidents")).getRawQuery(), StandardCharsets.UTF_8))
        .startsWith("query=WorkflowType IN (\"P0Response\"")
        .endsWith("ExecutionStatus = \"Running\"");
  }

  @Test
  void withoutAUiThereIsNothingToLinkTo() {
    assertThat(new UiViews("", "default").lists()).isEmpty();
  }
}
