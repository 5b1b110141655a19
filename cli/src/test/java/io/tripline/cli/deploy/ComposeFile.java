package io.tripline.cli.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What we ask of a compose file, beyond what Compose itself asks. */
final class ComposeFile {
  /** A tag with a number in it; a moving one such as "latest" or "18" is none. */
  private static final Pattern PINNED =
      Pattern.compile("[a-z0-9./-]+:(\\$\\{[A-Z_]+:-)?\\d+\\.\\d+[A-Za-z0-9._-]*}?");

  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|PWD|SECRET|KEY|TOKEN).*");
  private static final Pattern FROM_OUTSIDE = Pattern.compile("\\$\\{[A-Z_]+(:[?-][^}]*)?}");
  private final ObjectNode root;

  /** Anchors and merges are resolved as YAML 1.1 says, which Jackson leaves to its readers. */
  ComposeFile(String yaml) throws JsonProcessingException {
    this.root = (ObjectNode) new YAMLMapper().valueToTree(Yaml.read(yaml));
  }

  JsonNode service(String name) {
    return root.path("services").path(name);
  }

  Set<String> services() {
    Set<String> names = new TreeSet<>();
    root.path("services").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The words of a service's command. */
  List<String> command(String name) {
    List<String> words = new ArrayList<>();
    service(name).path("command").forEach(word -> words.add(word.asText()));
    return words;
  }

  /** Everything that breaks a rule, by service. */
  List<String> problems() {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : root.path("services").properties()) {
      service(each.getKey(), each.getValue(), found);
    }
    return found;
  }

  private void service(String name, JsonNode service, List<String> found) {
    if (!PINNED.matcher(service.path("image").asText()).matches()) {
      found.add(name + ": image is not pinned: " + service.path("image").asText());
    }
    String restart = service.path("restart").asText("");
    if (restart.isEmpty()) {
      found.add(name + ": has no restart policy");
    }
    boolean stays = restart.equals("unless-stopped") || restart.equals("always");
    if (stays && !service.path("healthcheck").has("test")) {
      found.add(name + ": has no health check");
    }
    for (JsonNode port : service.path("ports")) {
      if (!port.asText().startsWith("127.0.0.1:")) {
        found.add(name + ": port is not on loopback: " + port.asText());
      }
    }
    if (service.path("environment") instanceof ArrayNode) {
      found.add(name + ": environment must be a mapping");
    }
    for (Map.Entry<String, JsonNode> each : service.path("environment").properties()) {
      if (SECRET.matcher(each.getKey()).matches()
          && !FROM_OUTSIDE.matcher(each.getValue().asText()).matches()) {
        found.add(name + ": " + each.getKey() + " is written down");
      }
    }
    for (JsonNode volume : service.path("volumes")) {
      String source = volume.asText("").split(":", 2)[0];
      if (!source.isEmpty() && !source.startsWith(".") && !root.path("volumes").has(source)) {
        found.add(name + ": volume is not declared: " + source);
      }
    }
    service
        .path("depends_on")
        .fieldNames()
        .forEachRemaining(other -> {
          if (!services().contains(other)) {
            found.add(name + ": depends on nothing that is there: " + other);
          }
        });
  }
}
