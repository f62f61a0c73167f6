package io.neuralhive.stages.pii;

/** Recognises one kind of personal data. */
interface Finder {

  /** What a finder answers where its kind does not begin. */
  int NOTHING = -1;

  /**
   * Where the data ends that begins exactly at {@code start}.
   *
   * @return index after its last character, or {@link #NOTHING}
   */
  int end(String text, int start);
}
