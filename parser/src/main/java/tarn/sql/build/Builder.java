package tarn.sql.build;

/** The builders of one statement, which call each other as the syntax nests. */
final class Builder {
    final Source source;
    final BuildNames names;
    final BuildTypes types;
    final BuildExpressions expressions;
    final BuildPrimaries primaries;
    final BuildCalls calls;
    final BuildTables tables;
    final BuildQueries queries;
    final BuildDefinitions definitions;
    final BuildAlterations alterations;
    final BuildChanges changes;
    final BuildStatements statements;

    Builder(String sql) {
        source = new Source(sql);
        names = new BuildNames(source);
        types = new BuildTypes(this);
        expressions = new BuildExpressions(this);
        primaries = new BuildPrimaries(this);
        calls = new BuildCalls(this);
        tables = new BuildTables(this);
        queries = new BuildQueries(this);
        definitions = new BuildDefinitions(this);
        alterations = new BuildAlterations(this);
        changes = new BuildChanges(this);
        statements = new BuildStatements(this);
    }
}
