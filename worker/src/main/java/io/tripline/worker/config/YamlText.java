package io.tripline.worker.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML into {@link Node}s. Jackson's own trees forget the lines and stop at the first
 * duplicate; this reports each and goes on.
 */
final class YamlText {
  private static final YAMLFactory YAML = new YAMLFactory();
  private final Problems problems;

  YamlText(Problems problems) {
    this.problems = problems;
  }

  /** An empty text is an empty mapping; null when it is no YAML or no mapping. */
  Node.@Nullable Mapping read(String text) {
    try (JsonParser parser = YAML.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        return new Node.Mapping(1, Map.of());
      }
      Node node = node(parser, "");
      if (parser.nextToken() != null) {
        problems.add("tripline.yaml", line(parser), "must hold one document, here begins another");
        return null;
      }
      if (node instanceof Node.Mapping mapping) {
        return mapping;
      }
      problems.add("tripline.yaml", 1, "must hold keys with values, such as version: 1");
      return null;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      problems.add("tripline.yaml", line, "is no YAML: " + firstLine(e.getOriginalMessage()));
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("text in memory can always be read", e);
    }
  }

  private Node node(JsonParser parser, String path) throws IOException {
    int line = line(parser);
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, path, line);
      case START_ARRAY -> sequence(parser, path, line);
      case VALUE_NULL -> new Node.Nothing(line);
      default -> new Node.Scalar(line, parser.getText());
    };
  }

  private Node.Mapping mapping(JsonParser parser, String path, int line) throws IOException {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String child = path.isEmpty() ? key : path + "." + key;
      int keyLine = line(parser);
      parser.nextToken();
      Node value = node(parser, child);
      Node before = entries.putIfAbsent(key, value);
      if (before != null) {
        problems.add(child, keyLine, "stands here a second time, first on line " + before.line());
      }
    }
    return new Node.Mapping(line, entries);
  }

  private Node.Sequence sequence(JsonParser parser, String path, int line) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(parser, path + "[" + items.size() + "]"));
    }
    return new Node.Sequence(line, items);
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
