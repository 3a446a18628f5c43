package io.fakeredis.module.json;

/** What a key holds: one value, with all others in it. */
final class Document {
  private Json root;

  Document(Json root) {
    this.root = root;
  }

  Json root() {
    return root;
  }

  void root(Json value) {
    root = value;
  }
}
