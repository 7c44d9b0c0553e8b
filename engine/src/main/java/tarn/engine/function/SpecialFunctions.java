package tarn.engine.function;

import java.util.List;

/**
 * Functions that the binder takes apart itself, because their arguments are not just values: lambdas, names of fields,
 * branches of which only one is computed. Here is what people see of them.
 */
final class SpecialFunctions {
    private static final String LISTS = "Lists";
    private static final String GENERAL = "Other";
    private static final String JSON = "JSON";
    private static final String STRUCTS = "Structs";

    static final List<FunctionEntry> ALL = List.of(
            entry(
                    LISTS,
                    "list_transform",
                    "What the lambda gives for each element; a second parameter is the position.",
                    "list_transform([1, 2], lambda x: x + 1) = [2, 3]",
                    List.of("list_apply", "array_transform", "array_apply", "apply"),
                    "list_transform(LIST, LAMBDA)"),
            entry(
                    LISTS,
                    "list_filter",
                    "The elements for which the lambda is true; a second parameter is the position.",
                    "list_filter([1, 2, 3], lambda x: x > 1) = [2, 3]",
                    List.of("array_filter", "filter"),
                    "list_filter(LIST, LAMBDA)"),
            entry(
                    LISTS,
                    "list_reduce",
                    "The elements taken together one by one, from the first or from an initial value on.",
                    "list_reduce([1, 2, 3], lambda a, x: a + x) = 6",
                    List.of("array_reduce", "reduce"),
                    "list_reduce(LIST, LAMBDA)",
                    "list_reduce(LIST, LAMBDA, ANY)"),
            entry(
                    LISTS,
                    "unnest",
                    "A row for each element of a list, or a column for each field of a struct.",
                    "",
                    List.of(),
                    "unnest(LIST)",
                    "unnest(STRUCT)"),
            entry(
                    STRUCTS,
                    "struct_pack",
                    "A struct of named values.",
                    "struct_pack(a := 1).a = 1",
                    List.of(),
                    "struct_pack(ANY, ...)"),
            entry(
                    STRUCTS,
                    "struct_contains",
                    "Whether one of a tuple's values is the value given.",
                    "struct_contains((1, 2), 2)",
                    List.of("struct_has"),
                    "struct_contains(STRUCT, ANY)"),
            entry(
                    STRUCTS,
                    "struct_position",
                    "The position from 1 of a value among those of a tuple, NULL if it is none of them.",
                    "struct_position((3, 4), 4) = 2",
                    List.of("struct_indexof"),
                    "struct_position(STRUCT, ANY)"),
            entry(
                    STRUCTS,
                    "struct_insert",
                    "A struct with further fields.",
                    "struct_insert({'a': 1}, b := 2).b = 2",
                    List.of(),
                    "struct_insert(STRUCT, ANY, ...)"),
            entry(
                    STRUCTS,
                    "struct_update",
                    "A struct with other values for some fields, or with further ones.",
                    "struct_update({'a': 1}, a := 2).a = 2",
                    List.of(),
                    "struct_update(STRUCT, ANY, ...)"),
            entry(
                    GENERAL,
                    "coalesce",
                    "The first argument that is not NULL.",
                    "coalesce(NULL, 2) = 2",
                    List.of("ifnull", "nvl"),
                    "coalesce(ANY, ...)"),
            entry(
                    GENERAL,
                    "nullif",
                    "NULL if both arguments are equal, else the first.",
                    "nullif(1, 1) IS NULL",
                    List.of(),
                    "nullif(ANY, ANY)"),
            entry(
                    GENERAL,
                    "try",
                    "The value of an expression, NULL where it fails.",
                    "try('x'::INTEGER) IS NULL",
                    List.of(),
                    "try(ANY)"),
            entry(
                    GENERAL,
                    "if",
                    "The second argument if the first is true, else the third.",
                    "if(2 > 1, 'a', 'b') = 'a'",
                    List.of("iff"),
                    "if(BOOLEAN, ANY, ANY)"),
            entry(
                    GENERAL,
                    "getvariable",
                    "Value of a variable of the session; NULL if there is none.",
                    "getvariable('x') IS NULL",
                    List.of(),
                    "getvariable(VARCHAR)"),
            entry(
                    GENERAL,
                    "current_setting",
                    "Value of a setting.",
                    "current_setting('timezone') = 'UTC'",
                    List.of(),
                    "current_setting(VARCHAR)"),
            entry(
                    GENERAL,
                    "cast_to_type",
                    "The first argument, cast to the type of the second.",
                    "cast_to_type('7', 1) = 7",
                    List.of(),
                    "cast_to_type(ANY, ANY)"),
            entry(
                    GENERAL,
                    "can_cast_implicitly",
                    "Whether values of the first argument's type become values of the second one's by themselves.",
                    "can_cast_implicitly(1, 1.5::DOUBLE)",
                    List.of(),
                    "can_cast_implicitly(ANY, ANY)"),
            entry(
                    JSON,
                    "json_transform",
                    "JSON as a value of the type that is given as JSON; what does not convert is NULL.",
                    "json_transform('{\"a\": 1}', '{\"a\": \"INTEGER\"}').a = 1",
                    List.of("from_json"),
                    "json_transform(JSON, VARCHAR)"),
            entry(
                    JSON,
                    "json_transform_strict",
                    "The same; what does not convert is an error.",
                    "json_transform_strict('[1]', '[\"INTEGER\"]') = [1]",
                    List.of("from_json_strict"),
                    "json_transform_strict(JSON, VARCHAR)"),
            entry(
                    GENERAL,
                    "arrow_cast",
                    "A cast to a type by its name in Arrow.",
                    "arrow_cast('7', 'Int64') = 7",
                    List.of(),
                    "arrow_cast(ANY, VARCHAR)"),
            entry(
                    GENERAL,
                    "arrow_try_cast",
                    "The same, NULL where a value does not convert.",
                    "arrow_try_cast('x', 'Int64') IS NULL",
                    List.of(),
                    "arrow_try_cast(ANY, VARCHAR)"),
            entry(
                    GENERAL,
                    "arrow_typeof",
                    "Name of the argument's type in Arrow.",
                    "arrow_typeof(1) = 'Int32'",
                    List.of(),
                    "arrow_typeof(ANY)"),
            entry(GENERAL, "nextval", "Next number of a sequence.", "", List.of(), "nextval(VARCHAR)"),
            entry(
                    GENERAL,
                    "currval",
                    "The number that the sequence gave last in this session.",
                    "",
                    List.of(),
                    "currval(VARCHAR)"),
            entry(
                    GENERAL,
                    "setval",
                    "Goes on with a sequence behind a number, or at it if the third argument is false.",
                    "",
                    List.of(),
                    "setval(VARCHAR, BIGINT)",
                    "setval(VARCHAR, BIGINT, BOOLEAN)"),
            entry(
                    GENERAL,
                    "alias",
                    "What a column of that expression would be called.",
                    "alias(1 + 2) = '(1 + 2)'",
                    List.of(),
                    "alias(ANY)"),
            entry(
                    GENERAL,
                    "current_query",
                    "Text of the statement.",
                    "current_query() LIKE 'SELECT%'",
                    List.of(),
                    "current_query()"));

    private SpecialFunctions() {}

    private static FunctionEntry entry(
            String topic, String name, String doc, String example, List<String> aliases, String... signatures) {
        return new FunctionEntry(name, aliases, FunctionEntry.Kind.SCALAR, topic, doc, example, List.of(signatures));
    }
}
