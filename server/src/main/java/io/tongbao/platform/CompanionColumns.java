package io.tongbao.platform;

import io.tongbao.ledger.Companion;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sets one array parameter of a companion's insert after the other, a column each. */
public final class CompanionColumns<R> {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<Companion.Companioned<R>> rows;
    private int parameter;

    public CompanionColumns(Connection connection, PreparedStatement statement, List<Companion.Companioned<R>> rows) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
    }

    public void text(Function<Companion.Companioned<R>, String> value) throws SQLException {
        set("text", rows.stream().map(value).toArray());
    }

    public void maybe(Function<Companion.Companioned<R>, Optional<String>> value) throws SQLException {
        set("text", rows.stream().map(value).map(text -> text.orElse(null)).toArray());
    }

    public void number(Function<Companion.Companioned<R>, Long> value) throws SQLException {
        set("bigint", rows.stream().map(value).toArray());
    }

    private void set(String type, Object[] values) throws SQLException {
        Array array = connection.createArrayOf(type, values);
        statement.setArray(++parameter, array);
    }
}
