package io.tongbao.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GatheringTests {
    private final List<List<Integer>> asked = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whoComesMeanwhileIsAskedForTogether() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Gathering<Integer, Integer> squares = new Gathering<>(3, questions -> {
            asked.add(questions);
            first.countDown();
            await(goOn);
            return squares(questions);
        });

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            answers.add(callers.submit(() -> squares.ask(1)));
            first.await();
            for (int i = 2; i <= 6; i++) {
                int question = i;
                answers.add(callers.submit(() -> squares.ask(question)));
            }
            awaitQueue(squares, 5);
            assertThat(asked).containsExactly(List.of(1));
            goOn.countDown();

            for (int i = 0; i < 6; i++) {
                assertThat(answers.get(i).get()).isEqualTo((i + 1) * (i + 1));
            }
        }
        assertThat(asked).extracting(List::size).containsExactly(1, 3, 2);
    }

    @Test
    void oneThatCannotBeAnsweredSpoilsNoOthers() throws Exception {
        AtomicReference<CountDownLatch> goOn = new AtomicReference<>(new CountDownLatch(0));
        Gathering<Integer, Integer> squares = new Gathering<>(64, questions -> {
            asked.add(questions);
            await(goOn.get());
            if (questions.contains(13)) {
                throw new IllegalArgumentException("thirteen");
            }
            return squares(questions);
        });

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Random random = new Random(7);
            for (int round = 0; round < 200; round++) {
                List<Integer> questions =
                        random.ints(1 + random.nextInt(20), 1, 20).boxed().toList();
                asked.clear();
                CountDownLatch allAreHere = new CountDownLatch(1);
                goOn.set(allAreHere);
                List<Future<Integer>> answers = new ArrayList<>();
                for (int question : questions) {
                    answers.add(callers.submit(() -> squares.ask(question)));
                    awaitQueue(squares, answers.size() - 1);
                    while (asked.isEmpty()) {
                        Thread.sleep(1);
                    }
                }
                allAreHere.countDown();
                for (int i = 0; i < questions.size(); i++) {
                    Future<Integer> answer = answers.get(i);
                    int question = questions.get(i);
                    if (question == 13) {
                        assertThatThrownBy(answer::get).hasRootCauseMessage("thirteen");
                    } else {
                        assertThat(answer.get()).isEqualTo(question * question);
                    }
                }
                assertThat(asked.getFirst()).hasSize(1);
                if (questions.size() > 1) {
                    assertThat(asked.get(1)).hasSize(questions.size() - 1);
                }
            }
        }
    }

    private static void awaitQueue(Gathering<Integer, Integer> gathering, int expected) throws InterruptedException {
        while (gathering.queued() < expected) {
            Thread.sleep(1);
        }
    }

    private static List<Integer> squares(List<Integer> questions) {
        return questions.stream().map(question -> question * question).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
