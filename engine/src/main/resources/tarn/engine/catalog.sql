-- Views of the catalog that other systems' tools ask, over the listings of this one.

CREATE VIEW information_schema.schemata AS
SELECT database_name AS catalog_name, schema_name, 'tarn' AS schema_owner, NULL::VARCHAR AS default_character_set_catalog,
    NULL::VARCHAR AS default_character_set_schema, NULL::VARCHAR AS default_character_set_name, sql AS sql_path
FROM duckdb_schemas();

CREATE VIEW information_schema.tables AS
SELECT database_name AS table_catalog, schema_name AS table_schema, table_name,
    CASE WHEN temporary THEN 'LOCAL TEMPORARY' ELSE 'BASE TABLE' END AS table_type,
    NULL::VARCHAR AS self_referencing_column_name, NULL::VARCHAR AS reference_generation,
    NULL::VARCHAR AS user_defined_type_catalog, NULL::VARCHAR AS user_defined_type_schema,
    NULL::VARCHAR AS user_defined_type_name, 'YES' AS is_insertable_into, 'NO' AS is_typed,
    CASE WHEN temporary THEN 'PRESERVE' END AS commit_action, comment AS TABLE_COMMENT
FROM duckdb_tables()
UNION ALL
SELECT database_name, schema_name, view_name, 'VIEW', NULL, NULL, NULL, NULL, NULL, 'NO', 'NO', NULL, comment
FROM duckdb_views();

CREATE VIEW information_schema.columns AS
SELECT database_name AS table_catalog, schema_name AS table_schema, table_name, column_name,
    column_index AS ordinal_position, column_default, CASE WHEN is_nullable THEN 'YES' ELSE 'NO' END AS is_nullable,
    data_type, character_maximum_length, NULL::INTEGER AS character_octet_length, numeric_precision,
    numeric_precision_radix, numeric_scale, NULL::INTEGER AS datetime_precision, NULL::VARCHAR AS interval_type,
    NULL::INTEGER AS interval_precision, NULL::VARCHAR AS character_set_catalog,
    NULL::VARCHAR AS character_set_schema, NULL::VARCHAR AS character_set_name, NULL::VARCHAR AS collation_catalog,
    NULL::VARCHAR AS collation_schema, NULL::VARCHAR AS collation_name, NULL::VARCHAR AS domain_catalog,
    NULL::VARCHAR AS domain_schema, NULL::VARCHAR AS domain_name, NULL::VARCHAR AS udt_catalog,
    NULL::VARCHAR AS udt_schema, NULL::VARCHAR AS udt_name, NULL::VARCHAR AS scope_catalog,
    NULL::VARCHAR AS scope_schema, NULL::VARCHAR AS scope_name, NULL::BIGINT AS maximum_cardinality,
    NULL::VARCHAR AS dtd_identifier, NULL::BOOLEAN AS is_self_referencing, NULL::BOOLEAN AS is_identity,
    NULL::VARCHAR AS identity_generation, NULL::VARCHAR AS identity_start, NULL::VARCHAR AS identity_increment,
    NULL::VARCHAR AS identity_maximum, NULL::VARCHAR AS identity_minimum, NULL::BOOLEAN AS identity_cycle,
    CASE WHEN is_generated THEN 'ALWAYS' ELSE 'NEVER' END AS is_generated, generation_expression,
    NULL::BOOLEAN AS is_updatable, comment AS COLUMN_COMMENT
FROM duckdb_columns();

CREATE VIEW information_schema.views AS
SELECT database_name AS table_catalog, schema_name AS table_schema, view_name AS table_name, sql AS view_definition,
    'NONE' AS check_option, 'NO' AS is_updatable, 'NO' AS is_insertable_into, 'NO' AS is_trigger_updatable,
    'NO' AS is_trigger_deletable, 'NO' AS is_trigger_insertable_into
FROM duckdb_views();

CREATE VIEW information_schema.table_constraints AS
SELECT database_name AS constraint_catalog, schema_name AS constraint_schema, constraint_name,
    database_name AS table_catalog, schema_name AS table_schema, table_name,
    CASE constraint_type WHEN 'NOT NULL' THEN 'CHECK' ELSE constraint_type END AS constraint_type,
    'NO' AS is_deferrable, 'NO' AS initially_deferred, 'YES' AS enforced, 'YES' AS nulls_distinct
FROM duckdb_constraints();

CREATE VIEW information_schema.key_column_usage AS
SELECT database_name AS constraint_catalog, schema_name AS constraint_schema, constraint_name,
    database_name AS table_catalog, schema_name AS table_schema, table_name,
    constraint_column_names[position::BIGINT] AS column_name, position AS ordinal_position,
    CASE WHEN constraint_type = 'FOREIGN KEY' THEN position END AS position_in_unique_constraint
FROM duckdb_constraints(), range(1, 1000) AS positions(position)
WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY') AND position <= len(constraint_column_names);

CREATE VIEW information_schema.referential_constraints AS
SELECT f.database_name AS constraint_catalog, f.schema_name AS constraint_schema, f.constraint_name,
    k.database_name AS unique_constraint_catalog, k.schema_name AS unique_constraint_schema,
    k.constraint_name AS unique_constraint_name, 'NONE' AS match_option, 'NO ACTION' AS update_rule,
    'NO ACTION' AS delete_rule
FROM duckdb_constraints() f JOIN duckdb_constraints() k
    ON k.table_name = f.referenced_table AND k.constraint_column_names = f.referenced_column_names
        AND k.constraint_type IN ('PRIMARY KEY', 'UNIQUE') AND k.database_name = f.database_name
WHERE f.constraint_type = 'FOREIGN KEY';

CREATE VIEW information_schema.constraint_column_usage AS
SELECT database_name AS table_catalog, schema_name AS table_schema, table_name,
    constraint_column_names[position::BIGINT] AS column_name, database_name AS constraint_catalog,
    schema_name AS constraint_schema, constraint_name, constraint_type, constraint_text
FROM duckdb_constraints(), range(1, 1000) AS positions(position)
WHERE position <= len(constraint_column_names);

CREATE VIEW information_schema.character_sets AS
SELECT NULL::VARCHAR AS character_set_catalog, NULL::VARCHAR AS character_set_schema, 'UTF8' AS character_set_name,
    'UCS' AS character_repertoire, 'UTF8' AS form_of_use, current_database() AS default_collate_catalog,
    'pg_catalog' AS default_collate_schema, 'ucs_basic' AS default_collate_name;

CREATE VIEW pg_catalog.pg_namespace AS
SELECT oid, schema_name AS nspname, 0 AS nspowner, NULL::VARCHAR AS nspacl
FROM duckdb_schemas() WHERE database_name = current_database();

CREATE VIEW pg_catalog.pg_class AS
SELECT table_oid AS oid, table_name AS relname, schema_oid AS relnamespace, 0 AS reltype, 0 AS relowner, 0 AS relam,
    estimated_size::REAL AS reltuples, index_count > 0 AS relhasindex,
    CASE WHEN temporary THEN 't' ELSE 'p' END AS relpersistence, 'r' AS relkind, column_count AS relnatts,
    check_constraint_count AS relchecks, has_primary_key AS relhaspkey, FALSE AS relhasrules,
    FALSE AS relhastriggers, FALSE AS relispartition
FROM duckdb_tables()
UNION ALL
SELECT view_oid, view_name, schema_oid, 0, 0, 0, 0, FALSE, CASE WHEN temporary THEN 't' ELSE 'p' END, 'v',
    column_count, 0, FALSE, FALSE, FALSE, FALSE
FROM duckdb_views()
UNION ALL
SELECT sequence_oid, sequence_name, schema_oid, 0, 0, 0, 0, FALSE, CASE WHEN temporary THEN 't' ELSE 'p' END, 'S', 0, 0,
    FALSE, FALSE, FALSE, FALSE
FROM duckdb_sequences()
UNION ALL
SELECT index_oid, index_name, schema_oid, 0, 0, 0, 0, FALSE, 'p', 'i', NULL, 0, FALSE, FALSE, FALSE, FALSE
FROM duckdb_indexes();

CREATE VIEW pg_catalog.pg_attribute AS
SELECT table_oid AS attrelid, column_name AS attname, data_type_id AS atttypid, -1 AS attstattarget,
    column_index AS attnum, 0 AS attndims, -1 AS atttypmod, NOT is_nullable AS attnotnull,
    column_default IS NOT NULL AS atthasdef, '' AS attidentity, CASE WHEN is_generated THEN 's' ELSE '' END AS attgenerated,
    FALSE AS attisdropped, TRUE AS attislocal, 0 AS attinhcount, 0 AS attcollation
FROM duckdb_columns();

CREATE VIEW pg_catalog.pg_type AS
SELECT type_oid AS oid, type_name AS typname, schema_oid AS typnamespace, 0 AS typowner, type_size AS typlen,
    FALSE AS typbyval, 'b' AS typtype,
    CASE type_category WHEN 'NUMERIC' THEN 'N' WHEN 'STRING' THEN 'S' WHEN 'BOOLEAN' THEN 'B' ELSE 'X' END AS typcategory,
    FALSE AS typispreferred, TRUE AS typisdefined, NULL::VARCHAR AS typdelim, NULL::BIGINT AS typrelid,
    NULL::BIGINT AS typelem, NULL::BIGINT AS typarray
FROM duckdb_types();

CREATE VIEW pg_catalog.pg_tables AS
SELECT schema_name AS schemaname, table_name AS tablename, 'tarn' AS tableowner, NULL::VARCHAR AS tablespace,
    index_count > 0 AS hasindexes, FALSE AS hasrules, FALSE AS hastriggers
FROM duckdb_tables();

CREATE VIEW pg_catalog.pg_views AS
SELECT schema_name AS schemaname, view_name AS viewname, 'tarn' AS viewowner, sql AS definition FROM duckdb_views();

CREATE VIEW pg_catalog.pg_indexes AS
SELECT schema_name AS schemaname, table_name AS tablename, index_name AS indexname, NULL::VARCHAR AS tablespace,
    sql AS indexdef
FROM duckdb_indexes();

CREATE VIEW pg_catalog.pg_index AS
SELECT index_oid AS indexrelid, table_oid AS indrelid, 0 AS indnatts, 0 AS indnkeyatts, is_unique AS indisunique,
    is_primary AS indisprimary
FROM duckdb_indexes();

CREATE VIEW pg_catalog.pg_database AS
SELECT database_oid AS oid, database_name AS datname, TRUE AS datallowconn, FALSE AS datistemplate
FROM duckdb_databases();

CREATE VIEW pg_catalog.pg_sequences AS
SELECT schema_name AS schemaname, sequence_name AS sequencename, 'tarn' AS sequenceowner, 0 AS data_type, start_value,
    min_value, max_value, increment_by, cycle, 0 AS cache_size, last_value
FROM duckdb_sequences();

CREATE VIEW pg_catalog.pg_constraint AS
SELECT table_oid * 1000000 + constraint_index AS oid, constraint_name AS conname, schema_oid AS connamespace,
    CASE constraint_type WHEN 'CHECK' THEN 'c' WHEN 'UNIQUE' THEN 'u' WHEN 'PRIMARY KEY' THEN 'p'
        WHEN 'FOREIGN KEY' THEN 'f' ELSE 'x' END AS contype,
    FALSE AS condeferrable, FALSE AS condeferred, TRUE AS convalidated, table_oid AS conrelid, 0 AS contypid,
    constraint_column_indexes AS conkey, expression AS conbin
FROM duckdb_constraints();

CREATE VIEW pg_catalog.pg_description AS
SELECT table_oid AS objoid, 'pg_class' AS classoid, 0 AS objsubid, comment AS description
FROM duckdb_tables() WHERE comment IS NOT NULL
UNION ALL
SELECT table_oid, 'pg_class', column_index, comment FROM duckdb_columns() WHERE comment IS NOT NULL
UNION ALL
SELECT view_oid, 'pg_class', 0, comment FROM duckdb_views() WHERE comment IS NOT NULL;

CREATE VIEW pg_catalog.pg_settings AS
SELECT name, value AS setting, description AS short_desc, input_type AS vartype FROM duckdb_settings();

CREATE VIEW pg_catalog.pg_proc AS
SELECT function_name AS proname, CASE function_type WHEN 'aggregate' THEN 'a' WHEN 'window' THEN 'w' ELSE 'f' END AS prokind,
    description AS prosrc
FROM duckdb_functions();

CREATE VIEW main.sqlite_master AS
SELECT 'table' AS type, table_name AS name, table_name AS tbl_name, 0 AS rootpage, sql FROM duckdb_tables()
UNION ALL
SELECT 'view', view_name, view_name, 0, sql FROM duckdb_views()
UNION ALL
SELECT 'index', index_name, table_name, 0, sql FROM duckdb_indexes();

CREATE VIEW main.sqlite_schema AS SELECT * FROM sqlite_master;

CREATE VIEW main.sqlite_temp_master AS SELECT * FROM sqlite_master;

CREATE VIEW main.pragma_database_list AS
SELECT database_oid AS seq, database_name AS name, path AS file FROM duckdb_databases() WHERE NOT internal;
