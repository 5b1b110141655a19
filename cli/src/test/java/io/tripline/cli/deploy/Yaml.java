package io.tripline.cli.deploy;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML with its anchors and merges resolved. */
final class Yaml {
  private Yaml() {}

  static Object read(String text) {
    return new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }
}
