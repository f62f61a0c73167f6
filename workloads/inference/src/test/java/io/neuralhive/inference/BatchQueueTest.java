package io.neuralhive.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatchQueueTest {

  private final StuckModel model = new StuckModel(true);
  private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
  private final BatchQueue queue = new BatchQueue("m", model, 4, 5, 1, batches::add);

  @AfterEach
  void close() {
    model.mayRun.release(1_000);
    queue.close();
  }

  @Test
  void whatWaitsWhenTheModelGetsFreeGoesTogetherUpToTheBatchLimit() throws Exception {
    var first = submitAndAwaitRun("a");
    var second = queue.submit(texts("b", "c"));
    var third = queue.submit(texts("d"));
    var tooMuch = queue.submit(texts("e", "f"));
    assertThat(queue.length()).isEqualTo(3);

    model.mayRun.release(3);

    assertThat(answer(first)).containsExactly("A");
    assertThat(answer(second)).containsExactly("B", "C");
    assertThat(answer(third)).containsExactly("D");
    assertThat(answer(tooMuch)).containsExactly("E", "F");
    assertThat(batches).containsExactly(1, 2, 1);
  }

  @Test
  void refusesWhenTheQueueIsFull() throws Exception {
    submitAndAwaitRun("a");
    for (var i = 0; i < 5; i++) {
      queue.submit(texts("waits"));
    }

    assertThatThrownBy(() -> queue.submit(texts("too many"))).isInstanceOf(BatchQueue.Full.class);
  }

  @Test
  void aRequestThatFailsDoesNotFailItsNeighbours() throws Exception {
    submitAndAwaitRun("a");
    var good = queue.submit(texts("b"));
    var poison = queue.submit(texts("poison"));
    var alsoGood = queue.submit(texts("c"));

    model.mayRun.release(10);

    assertThat(answer(good)).containsExactly("B");
    assertThat(answer(alsoGood)).containsExactly("C");
    assertThatThrownBy(() -> answer(poison)).hasCauseInstanceOf(ModelFailure.class);
  }

  @Test
  void rowsThatDependOnEachOtherAreNeverJoined() throws Exception {
    var whole = new StuckModel(false);
    var runs = Collections.synchronizedList(new ArrayList<Integer>());
    try (var alone = new BatchQueue("m", whole, 4, 5, 1, runs::add)) {
      var answers =
          List.of(alone.submit(texts("a")), alone.submit(texts("b")), alone.submit(texts("c")));
      whole.mayRun.release(3);
      for (var answer : answers) {
        assertThat(answer(answer)).hasSize(1);
      }
      assertThat(runs).containsExactly(1, 1, 1);
    }
  }

  @Test
  void closingRefusesWhatWaitsAndAnswersWhatRuns() throws Exception {
    var running = submitAndAwaitRun("a");
    var waiting = queue.submit(texts("b"));
    var closing = Thread.ofVirtual().start(queue::close);

    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(BatchQueue.Closed.class);
    assertThat(model.closed).isFalse();
    model.mayRun.release(1);
    assertThat(answer(running)).containsExactly("A");
    closing.join();
    assertThat(model.closed).isTrue();
    assertThatThrownBy(() -> queue.submit(texts("late"))).isInstanceOf(BatchQueue.Closed.class);
  }

  private Future<Map<String, Tensor>> submitAndAwaitRun(String text) throws Exception {
    var answer = queue.submit(texts(text));
    model.running.await();
    return answer;
  }

  private static List<String> answer(Future<Map<String, Tensor>> future) throws Exception {
    return ((Tensor.Bytes) future.get(10, TimeUnit.SECONDS).get("upper")).values();
  }

  private static Map<String, Tensor> texts(String... texts) {
    return Map.of("text", new Tensor.Bytes(List.of((long) texts.length), List.of(texts)));
  }

  /** A model that is busy until it is let go, and that cannot take the text "poison". */
  private static final class StuckModel implements ServedModel {

    private final boolean batches;
    private final CountDownLatch running = new CountDownLatch(1);
    private final Semaphore mayRun = new Semaphore(0);
    private volatile boolean closed;

    private StuckModel(boolean batches) {
      this.batches = batches;
    }

    @Override
    public List<TensorSpec> offeredInputs() {
      return List.of(new TensorSpec("text", Datatype.BYTES, List.of(-1L)));
    }

    @Override
    public List<TensorSpec> offeredOutputs() {
      return List.of(new TensorSpec("upper", Datatype.BYTES, List.of(-1L)));
    }

    @Override
    public boolean rowsAreIndependent() {
      return batches;
    }

    @Override
    public Map<String, Tensor> infer(Map<String, Tensor> inputs) throws ModelFailure {
      running.countDown();
      mayRun.acquireUninterruptibly();
      var texts = ((Tensor.Bytes) inputs.get("text")).values();
      if (texts.contains("poison")) {
        throw new ModelFailure("cannot take this");
      }
      var upper = texts.stream().map(String::toUpperCase).toList();
      return Map.of("upper", new Tensor.Bytes(List.of((long) upper.size()), upper));
    }

    @Override
    public void warmUp() {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
