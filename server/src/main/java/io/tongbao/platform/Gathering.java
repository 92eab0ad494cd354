package io.tongbao.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Asks the database once for all who wait. Who comes first asks at once and alone; who comes meanwhile is asked for together with the others
 * as soon as that answer is there, so that a rush costs few round trips and a single caller waits for nobody. What is
 * answered was read after it was asked for. It is the ledger's group commit, for questions.
 *
 * <p>When a common question fails, each asks for itself: one that can't be answered spoils no other's. In a transaction a
 * question is asked alone as well, on that transaction's connection.
 *
 * @param <Q> one caller's question
 * @param <A> its answer
 */
public final class Gathering<Q, A> {
    private final int atMost;
    private final Asking<Q, A> asking;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private boolean underWay;

    /** Answers all questions, in their order. */
    @FunctionalInterface
    public interface Asking<Q, A> {
        List<A> ask(List<Q> questions);
    }

    private record Waiting<Q, A>(Q question, CompletableFuture<Turn<A>> turn) {}

    private sealed interface Turn<A> {
        record Answered<A>(A answer) implements Turn<A> {}

        /** To ask for oneself and those who wait. */
        record AskForAll<A>() implements Turn<A> {}

        record AskAlone<A>() implements Turn<A> {}
    }

    /** @param atMost how many are asked for together */
    public Gathering(int atMost, Asking<Q, A> asking) {
        this.atMost = atMost;
        this.asking = asking;
    }

    public A ask(Q question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return alone(question);
        }
        return switch (join(question).join()) {
            case Turn.Answered<A>(A answer) -> answer;
            case Turn.AskForAll<A> _ -> forAll(question);
            case Turn.AskAlone<A> _ -> alone(question);
        };
    }

    /** How many wait for their turn, without those who are being asked for now. */
    int queued() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Turn<A>> join(Q question) {
        CompletableFuture<Turn<A>> turn = new CompletableFuture<>();
        lock.lock();
        try {
            waiting.add(new Waiting<>(question, turn));
            if (!underWay) {
                underWay = true;
                turn.complete(new Turn.AskForAll<>());
            }
        } finally {
            lock.unlock();
        }
        return turn;
    }

    /** The caller is the first of those who wait. */
    private A forAll(Q own) {
        List<Waiting<Q, A>> together = taken();
        List<A> answers;
        try {
            answers = asking.ask(together.stream().map(Waiting::question).toList());
            if (answers.size() != together.size()) {
                throw new IllegalStateException(answers.size() + " answers to " + together.size() + " questions");
            }
        } catch (RuntimeException | Error e) {
            handOn();
            together.forEach(each -> each.turn().complete(new Turn.AskAlone<>()));
            if (together.size() == 1) {
                throw e;
            }
            return alone(own);
        }
        handOn();
        for (int i = 1; i < together.size(); i++) {
            together.get(i).turn().complete(new Turn.Answered<>(answers.get(i)));
        }
        return answers.getFirst();
    }

    private List<Waiting<Q, A>> taken() {
        lock.lock();
        try {
            List<Waiting<Q, A>> together = new ArrayList<>(Math.min(atMost, waiting.size()));
            while (together.size() < atMost && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
            return together;
        } finally {
            lock.unlock();
        }
    }

    private void handOn() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                underWay = false;
            } else {
                waiting.getFirst().turn().complete(new Turn.AskForAll<>());
            }
        } finally {
            lock.unlock();
        }
    }

    private A alone(Q question) {
        return asking.ask(List.of(question)).getFirst();
    }
}
