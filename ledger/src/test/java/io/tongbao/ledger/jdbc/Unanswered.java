package io.tongbao.ledger.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** A line to the database that can break at the next commit, before or after it arrived. */
final class Unanswered {
    enum Fate {
        ANSWERED,
        COMMITTED,
        /** Committed, and nobody can be asked until the line is mended. */
        COMMITTED_AND_AWAY,
        NEVER_ARRIVED
    }

    private final DataSource database;
    private final AtomicReference<Fate> next = new AtomicReference<>(Fate.ANSWERED);

    private final AtomicReference<Incident> incident = new AtomicReference<>(_ -> {});

    private volatile boolean away;

    Unanswered(DataSource database) {
        this.database = database;
    }

    void mend() {
        away = false;
    }

    void next(Fate fate) {
        next(fate, _ -> {});
    }

    /** The incident happens on the line to the database when the commit is due, before its fate. */
    void next(Fate fate, Incident before) {
        incident.set(before);
        next.set(fate);
    }

    interface Incident {
        void happen(Connection connection) throws SQLException;
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
                    if (away) {
                        throw new SQLException("Nobody answers", "08001");
                    }
                    Object result = invoke(database, method, arguments);
                    return result instanceof Connection connection ? breaking(connection) : result;
                });
    }

    private Connection breaking(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        commit(connection);
                        return null;
                    }
                    return invoke(connection, method, arguments);
                });
    }

    private void commit(Connection connection) throws SQLException {
        incident.getAndSet(_ -> {}).happen(connection);
        switch (next.getAndSet(Fate.ANSWERED)) {
            case ANSWERED -> connection.commit();
            case COMMITTED -> {
                connection.commit();
                throw new SQLException("The line broke after the commit", "08006");
            }
            case COMMITTED_AND_AWAY -> {
                connection.commit();
                away = true;
                throw new SQLException("The line broke after the commit", "08006");
            }
            case NEVER_ARRIVED -> {
                connection.abort(Runnable::run);
                throw new SQLException("The line broke before the commit", "08006");
            }
        }
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
