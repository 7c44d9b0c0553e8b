package tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Query;
import tarn.sql.ast.Select;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TableRef;
import tarn.sql.error.SqlException;

class SqlParserTest {
    private static Select select(String sql) {
        var statement = (Statement.QueryStatement) SqlParser.parseOne(sql);
        return (Select) statement.query().body();
    }

    @Test
    void tellsWhereEachStatementStands() {
        String script = "select 1;\n\n  -- two\n  select 2 ;";
        assertThat(SqlParser.parse(script))
                .extracting(s -> s.span().of(script))
                .containsExactly("select 1", "select 2");
    }

    @Test
    void givesStatementsBeforeAnError() {
        var seen = new ArrayList<Statement>();
        assertThatThrownBy(() ->
                        SqlParser.statements("select 1; select 2; selec 3").forEach(seen::add))
                .isInstanceOf(SqlException.class);
        assertThat(seen).hasSize(2);
    }

    @Test
    void wantsOneStatement() {
        assertThatThrownBy(() -> SqlParser.parseOne(" ; ")).hasMessage("there is no statement");
        assertThatThrownBy(() -> SqlParser.parseOne("select 1; select 2"))
                .hasMessage("expected one statement but found several");
        assertThat(SqlParser.parse("-- nothing")).isEmpty();
    }

    @Test
    void givesEveryNodeItsPlace() {
        String sql = "select a + sum(b.c) * 2 as x from s.t as u where a between 1 and 2";
        var select = select(sql);
        var item = select.items().getFirst();
        assertThat(item.span().of(sql)).isEqualTo("a + sum(b.c) * 2 as x");
        var sum = (Expression.Binary) item.expression();
        assertThat(sum.span().of(sql)).isEqualTo("a + sum(b.c) * 2");
        var product = (Expression.Binary) sum.right();
        assertThat(product.left().span().of(sql)).isEqualTo("sum(b.c)");
        var call = (Expression.FunctionCall) product.left();
        assertThat(call.name().span().of(sql)).isEqualTo("sum");
        var table = (TableRef.Named) select.from().getFirst();
        assertThat(table.span().of(sql)).isEqualTo("s.t as u");
        assertThat(table.name().span().of(sql)).isEqualTo("s.t");
        assertThat(select.where()).isNotNull();
        assertThat(select.where().span().of(sql)).isEqualTo("a between 1 and 2");
    }

    @Test
    void countsParametersFromOnePerStatement() {
        var statements = SqlParser.parse("select ?, ?; select ?, $3, $name");
        assertThat(statements)
                .extracting(Spanless::show)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Parameter(position=1 ", "Parameter(position=2 "),
                        second -> assertThat(second)
                                .contains(
                                        "Parameter(position=1 ",
                                        "Parameter(position=3 ",
                                        "Parameter(position=0 name=name "));
    }

    @Test
    void readsArrowsInCallsAsLambdas() {
        var call = (Expression.FunctionCall) SqlParser.parseExpression("f(x -> x + 1)");
        var lambda = (Expression.Lambda) call.arguments().getFirst().value();
        assertThat(lambda.parameters()).extracting(Object::toString).isEqualTo(List.of("x"));
        assertThat(lambda.asExtraction()).isNotNull();
        assertThat(select("select j -> 'a'").items().getFirst().expression()).isInstanceOf(Expression.Binary.class);
    }

    @Test
    void readsFromWithoutSelect() {
        var select = select("from t");
        assertThat(select.items().getFirst().expression()).isInstanceOf(Expression.Star.class);
        assertThat(((Statement.QueryStatement) SqlParser.parseOne("(from t)"))
                        .query()
                        .body())
                .isInstanceOf(Query.Nested.class);
    }
}
