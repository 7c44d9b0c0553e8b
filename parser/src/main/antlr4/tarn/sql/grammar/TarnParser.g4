// The grammar of Tarn's SQL: the dialect of DuckDB, which grew out of that of PostgreSQL.
//
// Tokens come from tarn.sql.text.Scanner (strings, nested comments and dollar quotes are plainer there), which knows them by the names below:
// a word listed here is a keyword. LPAREN_QUERY is a parenthesis around a query, which tarn.sql.build.Marking tells
// apart in advance, as it does INTERVAL_UNIT. Rules are cut so that a choice is made by the next token or two: where two forms share a
// long beginning there is one rule, and the builder tells them apart.
parser grammar TarnParser;

tokens {
    LPAREN, LPAREN_QUERY, RPAREN, LBRACKET, RBRACKET, LBRACE, RBRACE, COMMA, DOT, COLON, SEMICOLON, COLON_COLON,
    COLON_EQUALS, EQUALS_GREATER, EQUALS, EQUALS_EQUALS, NOT_EQUALS, LESS, LESS_EQUALS, GREATER, GREATER_EQUALS,
    PLUS, MINUS, STAR, SLASH, SLASH_SLASH, PERCENT_SIGN, CARET, STAR_STAR, CONCAT, AMPERSAND, PIPE, SHIFT_LEFT,
    SHIFT_RIGHT, ARROW, ARROW_TEXT, TILDE, NOT_TILDE, TILDE_STAR, NOT_TILDE_STAR, TILDE_TILDE, NOT_TILDE_TILDE,
    TILDE_TILDE_STAR, NOT_TILDE_TILDE_STAR, TILDE_TILDE_TILDE, STARTS_WITH, CONTAINS, CONTAINED_BY, OVERLAPS,
    DISTANCE, COSINE_DISTANCE, EXCLAMATION, AT_SIGN, QUESTION_MARK,
    IDENTIFIER, QUOTED_IDENTIFIER, STRING, NUMBER, BLOB, BITS, PARAMETER, COLUMN_NUMBER, INTERVAL_UNIT,
    ABORT, ACTION, ADD, ALL, ALTER, ALWAYS, ANALYZE, AND, ANTI, ANY, ARRAY, AS, ASC, ASOF, ASYMMETRIC, AT,
    ATTACH, BEGIN, BETWEEN, BOTH, BY, CALL, CASCADE, CASE, CAST, CHAR, CHARACTER, CHECK, CHECKPOINT, COLLATE,
    COLUMN, COLUMNS, COMMENT, COMMIT, CONFLICT, CONSTRAINT, COPY, CREATE, CROSS, CUBE, CURRENT, CYCLE, DATA,
    DATABASE, DATABASES, DEALLOCATE, DEFAULT, DELETE, DESC, DESCRIBE, DETACH, DISTINCT, DO, DOUBLE, DROP, ELSE,
    END, ENUM, ERROR, ESCAPE, EXCEPT, EXCLUDE, EXECUTE, EXISTS, EXPLAIN, EXPORT, EXTERNAL, EXTRACT, FALSE, FETCH, FILTER,
    FIRST, FOLLOWING, FOR, FORCE, FOREIGN, FROM, FULL, FUNCTION, FUNCTIONS, GENERATED, GLOB, GLOBAL, GROUP,
    GROUPING, GROUPING_ID, GROUPS, HAVING, IF, IGNORE, ILIKE, IMPORT, IN, INCLUDE, INCREMENT, INDEX, INNER,
    INSERT, INSTALL, INTERSECT, INTERVAL, INTO, IS, ISNULL, JOIN, KEY, LAMBDA, LANGUAGE, LAST, LATERAL, LEADING,
    LEFT, LIKE, LIMIT, LOAD, LOCAL, MACRO, MAP, MATCHED, MATERIALIZED, MAXVALUE, MERGE, MINVALUE, NAME, NATURAL,
    NEXT, NO, NOT, NOTHING, NOTNULL, NULL, NULLS, OFFSET, ON, ONLY, OR, ORDER, ORDINALITY, OTHERS, OUTER, OVER,
    OVERLAY, PARTITION, PERCENT, PIVOT, PIVOT_LONGER, PIVOT_WIDER, PLACING, POSITION, POSITIONAL, PRAGMA, PRECEDING, PRECISION, PREPARE,
    PRIMARY, QUALIFY, RANGE, READ, RECURSIVE, REFERENCES, RENAME, REPEATABLE, REPLACE, RESET, RESPECT, RESTRICT,
    RETURNING, RETURNS, RIGHT, ROLLBACK, ROLLUP, ROW, ROWS, SAMPLE, SCHEMA, SCHEMAS, SELECT, SEMI, SEQUENCE,
    SESSION, SET, SETS, SHOW, SIMILAR, SOME, SOURCE, START, STORED, STRUCT, SUBSTRING, SUMMARIZE, SYMMETRIC,
    TABLE, TABLES, TABLESAMPLE, TARGET, TEMP, TEMPORARY, THEN, TIES, TIME, TIMESTAMP, TO, TRAILING, TRANSACTION,
    TRIM, TRUE, TRUNCATE, TRY_CAST, TYPE, UNBOUNDED, UNION, UNIQUE, UNKNOWN, UNPIVOT, UNSIGNED, UPDATE, USE, USING,
    VACUUM, VALUE, VALUES, VARIABLE, VARYING, VERBOSE, VIEW, VIEWS, VIRTUAL, WHEN, WHERE, WINDOW, WITH, WITHIN,
    WITHOUT, WORK, WRITE, ZONE
}

// ---- scripts and statements

wholeStatement: statement SEMICOLON* EOF;

wholeExpression: expression EOF;

statement
    : withClause? afterWith                                             #withStatement
    | createStatement                                                   #create
    | TRUNCATE TABLE? tableName                                         #truncate
    | ALTER objectKind (IF EXISTS)? qualifiedName alterAction           #alter
    | DROP objectKind (IF EXISTS)? qualifiedName (COMMA qualifiedName)*
        (CASCADE | RESTRICT)?                                           #drop
    | COMMENT ON objectKind qualifiedName IS (stringValue | NULL)       #comment
    | COPY tableName columnList? FROM fileSource copyOptions            #copyFrom
    | COPY (tableName columnList? | LPAREN_QUERY query RPAREN) TO fileSource copyOptions
                                                                        #copyTo
    | EXPORT DATABASE stringOrParameter copyOptions                     #exportDatabase
    | IMPORT DATABASE stringOrParameter                                 #importDatabase
    | EXPLAIN explainOptions statement                                  #explain
    | SET settingScope? VARIABLE label (EQUALS | TO) expression         #setVariable
    | SET settingScope? TIME ZONE settingValue                          #setTimeZone
    | SET settingScope? qualifiedName (EQUALS | TO)
        (DEFAULT | settingValue (COMMA settingValue)*)                  #setSetting
    | RESET VARIABLE label                                              #resetVariable
    | RESET settingScope? (ALL | qualifiedName)                         #resetSetting
    | USE qualifiedName                                                 #use
    | (BEGIN | START) (TRANSACTION | WORK)? (READ (ONLY | WRITE))?      #begin
    | (COMMIT | END) (TRANSACTION | WORK)?                              #commit
    | (ROLLBACK | ABORT) (TRANSACTION | WORK)?                          #rollback
    | PREPARE identifier (LPAREN type (COMMA type)* RPAREN)? AS statement #prepare
    | EXECUTE identifier (LPAREN callArguments? RPAREN)?                #execute
    | DEALLOCATE PREPARE? (ALL | identifier)                            #deallocate
    | CALL functionPath LPAREN callArguments? RPAREN                    #call
    | PRAGMA label (EQUALS settingValue | LPAREN callArguments? RPAREN)? #pragma
    | ATTACH (OR REPLACE)? DATABASE? (IF NOT EXISTS)? stringOrParameter (AS label)?
        copyOptions                                                     #attach
    | DETACH DATABASE? (IF EXISTS)? label                               #detach
    | (FORCE? CHECKPOINT | VACUUM ANALYZE? | ANALYZE) (tableName columnList?)? #maintenance
    | FORCE? (INSTALL | LOAD) (identifier | stringValue) (FROM (identifier | stringValue))? #extension
    ;

afterWith
    : queryBody orderBy? limits?                                        #queryStatement
    | INSERT (OR (REPLACE | IGNORE))? INTO tableName (AS identifier)?
        (BY (NAME | POSITION))? columnList? (BY (NAME | POSITION))?
        (DEFAULT VALUES | query) onConflict? returning?                 #insert
    | UPDATE tableName (AS? bareAlias)? SET assignments
        (FROM tableRefs)? (WHERE expression)? returning?                #update
    | DELETE FROM tableName (AS? bareAlias)?
        (USING tableRefs)? (WHERE expression)? returning?               #delete
    | MERGE INTO tableName (AS? bareAlias)? USING tableRef
        (ON expression | USING columnList) mergeWhen+ returning?        #merge
    ;

createStatement
    : CREATE createMode temporary? TABLE ifNotExists? tableName columnList?
        AS query (WITH NO? DATA)?                                       #createTableAs
    | CREATE createMode temporary? TABLE ifNotExists? tableName
        LPAREN tableElement (COMMA tableElement)* COMMA? RPAREN (AS query)? #createTable
    | CREATE createMode EXTERNAL TABLE ifNotExists? tableName
        (LPAREN tableElement (COMMA tableElement)* COMMA? RPAREN)?
        externalClause+                                                 #createExternalTable
    | CREATE createMode temporary? RECURSIVE? VIEW ifNotExists? tableName columnList?
        AS query                                                        #createView
    | CREATE createMode SCHEMA ifNotExists? qualifiedName               #createSchema
    | CREATE createMode temporary? (MACRO | FUNCTION) ifNotExists? functionPath
        macro (COMMA macro)*                                            #createMacro
    | CREATE createMode FUNCTION ifNotExists? functionPath macroParameters
        RETURNS type LANGUAGE identifier AS stringValue                 #createFunction
    | CREATE createMode temporary? TYPE ifNotExists? qualifiedName AS
        (ENUM LPAREN_QUERY query RPAREN | type)                               #createType
    | CREATE createMode temporary? SEQUENCE ifNotExists? qualifiedName sequenceOption* #createSequence
    | CREATE createMode UNIQUE? INDEX ifNotExists? qualifiedName? ON tableName
        (USING identifier)? LPAREN orderItem (COMMA orderItem)* RPAREN  #createIndex
    ;

createMode: (OR REPLACE)?;

externalClause
    : STORED AS identifier
    | WITH ORDER LPAREN orderItem (COMMA orderItem)* RPAREN
    | WITH identifier ROW
    | identifier stringValue
    | identifier LPAREN externalOption (COMMA externalOption)* COMMA? RPAREN
    ;

externalOption: (stringValue | qualifiedName) stringValue;

ifNotExists: IF NOT EXISTS;

temporary: TEMP | TEMPORARY;

tableElement: columnDefinition | tableConstraint;

columnDefinition: columnName type? columnConstraint*;

columnConstraint
    : constraintName? NOT NULL                                          #notNullConstraint
    | constraintName? NULL                                              #nullConstraint
    | constraintName? PRIMARY KEY                                       #primaryKeyConstraint
    | constraintName? UNIQUE                                            #uniqueConstraint
    | constraintName? CHECK LPAREN expression RPAREN                    #checkConstraint
    | constraintName? REFERENCES tableName columnList? referenceAction* #referencesConstraint
    | DEFAULT value                                                     #defaultConstraint
    | (GENERATED ALWAYS)? AS LPAREN expression RPAREN (VIRTUAL | STORED)? #generatedConstraint
    | COLLATE qualifiedName                                             #collateConstraint
    ;

tableConstraint
    : constraintName? PRIMARY KEY columnList                            #primaryKeyTable
    | constraintName? UNIQUE columnList                                 #uniqueTable
    | constraintName? CHECK LPAREN expression RPAREN                    #checkTable
    | constraintName? FOREIGN KEY columnList REFERENCES tableName columnList? referenceAction* #foreignKeyTable
    ;

constraintName: CONSTRAINT identifier;

referenceAction: ON (DELETE | UPDATE) (NO ACTION | RESTRICT);

macro: macroParameters AS (TABLE query | expression);

macroParameters: LPAREN (macroParameter (COMMA macroParameter)* COMMA?)? RPAREN;

macroParameter: identifier type? ((COLON_EQUALS | EQUALS_GREATER | DEFAULT) expression)?;

sequenceOption
    : INCREMENT BY? signedNumber
    | START WITH? signedNumber
    | (MINVALUE | MAXVALUE) signedNumber
    | NO (MINVALUE | MAXVALUE | CYCLE)
    | CYCLE
    ;

signedNumber: (PLUS | MINUS)? NUMBER;

objectKind
    : TABLE | VIEW | SCHEMA | MACRO TABLE? | FUNCTION TABLE? | TYPE | SEQUENCE | INDEX | DATABASE | COLUMN
    ;

alterAction
    : ADD COLUMN? ifNotExists? columnDefinition                         #addColumn
    | ADD COLUMN? ifNotExists? fieldName type                             #addField
    | ADD tableConstraint                                               #addConstraint
    | DROP COLUMN? (IF EXISTS)? qualifiedName (CASCADE | RESTRICT)?     #dropColumn
    | DROP CONSTRAINT (IF EXISTS)? identifier (CASCADE | RESTRICT)?     #dropConstraint
    | RENAME COLUMN? qualifiedName TO identifier                        #renameColumn
    | RENAME TO identifier                                              #renameTo
    | ALTER COLUMN? qualifiedName (SET DATA)? TYPE type? (USING expression)? #changeType
    | ALTER COLUMN? qualifiedName SET DEFAULT expression                #setDefault
    | ALTER COLUMN? qualifiedName DROP DEFAULT                          #dropDefault
    | ALTER COLUMN? qualifiedName SET NOT NULL                          #setNotNull
    | ALTER COLUMN? qualifiedName DROP NOT NULL                         #dropNotNull
    | SET SCHEMA identifier                                             #setSchema
    | sequenceOption+                                                   #alterSequence
    ;

onConflict
    : ON CONFLICT (columnList (WHERE targetWhere=expression)?)?
        DO (NOTHING | UPDATE SET assignments (WHERE updateWhere=expression)?)
    ;

returning: RETURNING selectItems;

assignments: assignment (COMMA assignment)* COMMA?;

assignment: qualifiedName EQUALS expression | columnList EQUALS expression;

mergeWhen
    : WHEN mergeKind (AND expression)? THEN mergeAction
    ;

mergeKind
    : MATCHED
    | NOT MATCHED (BY (TARGET | SOURCE))?
    ;

mergeAction
    : UPDATE (SET assignments | BY (NAME | POSITION))?                  #mergeUpdate
    | INSERT (BY (NAME | POSITION))? columnList?
        (VALUES LPAREN expressionList RPAREN | DEFAULT VALUES)?         #mergeInsert
    | DELETE                                                            #mergeDelete
    | DO NOTHING                                                        #mergeNothing
    | ERROR expression?                                                 #mergeError
    ;

fileSource
    : stringValue
    | parameter
    | LPAREN expression RPAREN
    | LBRACKET expressionList RBRACKET
    | functionPath LPAREN callArguments? RPAREN
    ;

copyOptions
    : WITH? LPAREN (copyOption (COMMA copyOption)* COMMA?)? RPAREN
    | (WITH? looseOption+)?
    ;

copyOption: label EQUALS? optionValue?;

looseOption: identifier AS? optionAtom?;

optionValue
    : STAR
    | LPAREN optionItem (COMMA optionItem)* COMMA? RPAREN
    | label
    | value
    ;

optionItem: label | value;

optionAtom: stringValue | signedNumber | TRUE | FALSE;

explainOptions
    : (ANALYZE | VERBOSE)*
    | LPAREN explainOption (COMMA explainOption)* RPAREN
    ;

explainOption: label (TRUE | FALSE | identifier | stringValue)?;

settingScope: LOCAL | SESSION | GLOBAL;

settingValue: ON | expression;

stringOrParameter: stringValue | parameter;

// ---- queries

query: withClause? queryBody orderBy? limits?;

withClause: WITH RECURSIVE? commonTable (COMMA commonTable)* COMMA?;

commonTable
    : identifier columnList? (USING KEY LPAREN selectItems RPAREN)?
        AS (NOT? MATERIALIZED)? (LPAREN | LPAREN_QUERY) withClause? afterWith RPAREN
    ;

queryBody
    : queryBody INTERSECT (ALL | DISTINCT)? (BY NAME)? queryBody        #setOperation
    | queryBody (UNION | EXCEPT) (ALL | DISTINCT)? (BY NAME)? queryBody #setOperation
    | SELECT setQuantifier selectItems fromClause? selectTail           #select
    | FROM tableRefs (SELECT setQuantifier selectItems)? selectTail     #fromFirst
    | VALUES valuesRow (COMMA valuesRow)* COMMA?                        #values
    | TABLE tableName                                                   #tableQuery
    | LPAREN_QUERY query RPAREN                                               #nestedQuery
    | (PIVOT | PIVOT_WIDER) tableRef (ON pivotKeys)? (USING selectItems)? (GROUP BY identifiers)?   #pivotQuery
    | (UNPIVOT | PIVOT_LONGER) (INCLUDE NULLS | EXCLUDE NULLS)? tableRef ON selectItems
        (INTO NAME identifier VALUE identifiers)?                       #unpivotQuery
    | (DESCRIBE | DESC) (query | tableName | stringValue)?              #describe
    | SUMMARIZE (query | tableName | stringValue)                       #summarize
    | SHOW showSubject                                                  #show
    ;

setQuantifier: (ALL | DISTINCT (ON LPAREN expressionList RPAREN)?)?;

selectItems: selectItem (COMMA selectItem)* COMMA?;

selectItem
    : identifier COLON expression
    | expression (AS (label | stringValue) | bareAlias)?
    ;

fromClause: FROM tableRefs;

selectTail
    : (WHERE where=expression)? groupBy? (HAVING having=expression)? windowClause? qualifyClause?
        (USING SAMPLE sampleSpec)?
    ;

groupBy: GROUP BY (ALL | groupItem (COMMA groupItem)* COMMA?);

groupItem
    : LPAREN RPAREN                                                     #emptyGroup
    | ROLLUP LPAREN expressionList RPAREN                               #rollup
    | CUBE LPAREN expressionList RPAREN                                 #cube
    | GROUPING SETS LPAREN groupItem (COMMA groupItem)* COMMA? RPAREN   #groupingSets
    | expression                                                        #groupKey
    ;

qualifyClause: QUALIFY expression;

windowClause: WINDOW namedWindow (COMMA namedWindow)* COMMA?;

namedWindow: identifier AS LPAREN windowSpec RPAREN;

orderBy: ORDER BY orderItem (COMMA orderItem)* COMMA?;

orderItem: (ALL | expression) (ASC | DESC)? (NULLS (FIRST | LAST))?;

limits
    : limitClause offsetClause?
    | offsetClause (limitClause | fetchClause)?
    | fetchClause offsetClause?
    ;

limitClause: LIMIT (ALL | expression (PERCENT | PERCENT_SIGN)?);

offsetClause: OFFSET expression (ROW | ROWS)?;

fetchClause: FETCH (FIRST | NEXT) value? (ROW | ROWS) ONLY;

valuesRow: LPAREN expressionList RPAREN | LPAREN_QUERY query RPAREN;

showSubject
    : ALL TABLES                                                        #showAllTables
    | ALL                                                               #showAll
    | TABLES (FROM qualifiedName)? (LIKE stringValue)?                  #showTables
    | VIEWS (FROM qualifiedName)? (LIKE stringValue)?                   #showViews
    | SCHEMAS (LIKE stringValue)?                                       #showSchemas
    | DATABASES (LIKE stringValue)?                                     #showDatabases
    | COLUMNS FROM qualifiedName (LIKE stringValue)?                    #showColumns
    | FUNCTIONS (LIKE stringValue)?                                     #showFunctions
    | TABLE tableName                                                   #showTable
    | qualifiedName                                                     #showThing
    ;

// ---- what stands in FROM

tableRefs: tableRef (COMMA tableRef)* COMMA?;

tableRef: tableItem join*;

join
    : NATURAL joinKind? JOIN tableItem                                  #naturalJoin
    | (CROSS | POSITIONAL) JOIN tableItem                               #crossJoin
    | ASOF? joinKind? JOIN tableRef (ON expression | USING columnList)  #qualifiedJoin
    | PIVOT LPAREN selectItems? (FOR pivotKey+)? (GROUP BY identifiers)? RPAREN tableAlias? #pivot
    | UNPIVOT ((INCLUDE | EXCLUDE) NULLS)? LPAREN unpivotNames FOR identifier
        IN LPAREN selectItems RPAREN RPAREN tableAlias?                 #unpivot
    ;

joinKind: INNER | (LEFT | RIGHT | FULL) OUTER? | (LEFT | RIGHT)? (SEMI | ANTI);

tableItem
    : tableItem TABLESAMPLE sampleSpec                                  #sampled
    | aliasPrefix? tableName tableAlias?                                #namedTable
    | aliasPrefix? LATERAL? functionPath LPAREN callArguments? RPAREN (WITH ORDINALITY)? tableAlias? #functionTable
    | aliasPrefix? stringValue tableAlias?                              #fileTable
    | aliasPrefix? LATERAL? LPAREN_QUERY query RPAREN tableAlias?             #subqueryTable
    | aliasPrefix? LPAREN tableRef RPAREN tableAlias?                   #nestedTable
    | aliasPrefix? VALUES valuesRow (COMMA valuesRow)* tableAlias?       #valuesTable
    ;

aliasPrefix: (identifier | stringValue) aliasColumns? COLON;

tableAlias: (AS (identifier | stringValue) | bareAlias) aliasColumns?;

aliasColumns: LPAREN aliasColumn (COMMA aliasColumn)* COMMA? RPAREN;

aliasColumn: columnName | stringValue;

pivotKeys: pivotColumn (COMMA pivotColumn)* COMMA?;

pivotColumn: value (IN pivotValues)?;

pivotKey: (qualifiedName | LPAREN expressionList RPAREN) (IN pivotValues)?;

pivotValues
    : LPAREN_QUERY query RPAREN
    | LPAREN selectItems RPAREN
    | identifier
    ;

unpivotNames: identifier | LPAREN identifiers RPAREN;

sampleSpec
    : (identifier LPAREN sampleSize RPAREN | sampleSize (LPAREN identifier (COMMA NUMBER)? RPAREN)?)
        (REPEATABLE LPAREN NUMBER RPAREN)?
    ;

sampleSize: (NUMBER | parameter | LPAREN expression (PERCENT | PERCENT_SIGN | ROWS)? RPAREN) (PERCENT | PERCENT_SIGN | ROWS)?;

// ---- expressions: loosest operators here, tight ones in `value`, where AND cannot hide

expressionList: expression (COMMA expression)* COMMA?;

expression
    : value                                                             #valueExpression
    | expression NOT? IN LPAREN RPAREN                                  #inNothing
    | expression NOT? IN value                                          #in
    | expression NOT? BETWEEN (SYMMETRIC | ASYMMETRIC)? value AND value #between
    | expression NOT? likeOperator value (ESCAPE value)?                #like
    | expression comparison quantifier LPAREN_QUERY query RPAREN              #quantifiedQuery
    | expression comparison quantifier LPAREN expression RPAREN         #quantifiedList
    | expression comparison expression                                  #compare
    | expression IS NOT? DISTINCT FROM expression                       #distinctFrom
    | expression IS NOT? (NULL | TRUE | FALSE | UNKNOWN)                #isTest
    | expression (ISNULL | NOTNULL | NOT NULL)                          #nullTest
    | NOT expression                                                    #not
    | expression AND expression                                         #and
    | expression OR expression                                          #or
    | expression ARROW expression                                       #arrow
    | LAMBDA identifiers COLON expression                               #lambda
    ;

comparison
    : EQUALS | EQUALS_EQUALS | NOT_EQUALS | LESS | LESS_EQUALS | GREATER | GREATER_EQUALS
    ;

quantifier: ANY | SOME | ALL;

likeOperator
    : LIKE | ILIKE | GLOB | SIMILAR TO
    | TILDE_TILDE | NOT_TILDE_TILDE | TILDE_TILDE_STAR | NOT_TILDE_TILDE_STAR | TILDE_TILDE_TILDE
    | TILDE | NOT_TILDE | TILDE_STAR | NOT_TILDE_STAR
    ;

value
    : primary                                                           #primaryValue
    | value COLON_COLON type                                            #cast
    | value DOT label (callParentheses callSuffix)?                     #dotted
    | value DOT STAR starChanges                                        #qualifiedStar
    | value LBRACKET subscript RBRACKET                                 #subscripted
    | value EXCLAMATION                                                 #factorial
    | (MINUS | PLUS) value                                              #signed
    | value AT TIME ZONE value                                          #atTimeZone
    | value COLLATE qualifiedName                                       #collate
    | value (CARET | STAR_STAR) value                                   #power
    | value (STAR | SLASH | SLASH_SLASH | PERCENT_SIGN) value           #multiply
    | value (PLUS | MINUS) value                                        #add
    | (TILDE | AT_SIGN) value                                           #prefixed
    | value (AMPERSAND | PIPE | SHIFT_LEFT | SHIFT_RIGHT) value         #bits
    | value (CONCAT | ARROW_TEXT | OVERLAPS | CONTAINS | CONTAINED_BY | STARTS_WITH | DISTANCE | COSINE_DISTANCE)
        value                                                           #otherOperator
    ;

subscript
    : COLON_COLON expression?
    | expression? (COLON (MINUS | expression)? (COLON expression?)?)?
    ;

primary
    : NUMBER                                                            #number
    | stringValue                                                       #string
    | BLOB                                                              #blob
    | BITS                                                              #bitString
    | (TRUE | FALSE)                                                    #boolean
    | NULL                                                              #null
    | parameter                                                         #parameterValue
    | COLUMN_NUMBER                                                     #columnNumber
    | INTERVAL intervalAmount (intervalUnit (TO intervalUnit)?)?        #interval
    | typedName stringValue                                             #typedLiteral
    | identifier                                                        #column
    | callName callParentheses callSuffix                               #functionCall
    | STAR COLUMNS LPAREN expression RPAREN                             #unpackedColumns
    | STAR starChanges                                                  #star
    | LPAREN_QUERY query RPAREN                                               #scalarSubquery
    | LPAREN expressionList RPAREN                                      #parenthesized
    | ROW LPAREN expressionList? RPAREN                                 #rowCall
    | EXISTS LPAREN_QUERY query RPAREN                                        #exists
    | CASE operand=expression? whenClause+ (ELSE otherwise=expression)? END #case
    | (CAST | TRY_CAST) LPAREN expression AS type RPAREN                #castCall
    | EXTRACT LPAREN (label | stringValue) FROM expression RPAREN       #extract
    | SUBSTRING LPAREN expressionList
        (FROM from=expression (FOR length=expression)? | FOR length=expression (FROM from=expression)?)? RPAREN #substring
    | POSITION LPAREN expressionList RPAREN                             #position
    | OVERLAY LPAREN expressionList (PLACING expression FROM expression (FOR expression)?)? RPAREN #overlay
    | TRIM LPAREN side=(BOTH | LEADING | TRAILING)?
        (FROM source=expressionList | characters=expressionList (FROM source=expressionList)?) RPAREN #trim
    | (GROUPING | GROUPING_ID) LPAREN expressionList? RPAREN            #grouping
    | ARRAY LPAREN_QUERY query RPAREN                                         #arrayQuery
    | ARRAY? LBRACKET (expressionList comprehension?)? RBRACKET         #list
    | LBRACE structField (COMMA structField)* COMMA? RBRACE             #struct
    | MAP LBRACE (mapEntry (COMMA mapEntry)* COMMA?)? RBRACE            #map
    | DEFAULT                                                           #default
    ;

comprehension: FOR identifiers IN expression (IF expression)?;

intervalAmount: NUMBER | stringValue | parameter | LPAREN expression RPAREN;

intervalUnit: INTERVAL_UNIT;

typedName
    : (TIME | TIMESTAMP) (WITH | WITHOUT) TIME ZONE
    | DOUBLE PRECISION
    | plainIdentifier
    ;

callParentheses
    : LPAREN (DISTINCT | ALL)? callArguments? orderBy? ((IGNORE | RESPECT) NULLS)? RPAREN
    ;

callArguments: callArgument (COMMA callArgument)* COMMA?;

callArgument: (label (COLON_EQUALS | EQUALS_GREATER))? expression;

callSuffix
    : (WITHIN GROUP LPAREN orderBy RPAREN)? (FILTER LPAREN WHERE? expression RPAREN)?
        (((IGNORE | RESPECT) NULLS)? OVER (identifier | LPAREN windowSpec RPAREN))?
    ;

windowSpec: identifier? (PARTITION BY expressionList)? orderBy? frame?;

frame
    : (ROWS | RANGE | GROUPS) (frameBound | BETWEEN frameBound AND frameBound)
        (EXCLUDE (CURRENT ROW | GROUP | TIES | NO OTHERS))?
    ;

frameBound
    : UNBOUNDED (PRECEDING | FOLLOWING)
    | CURRENT ROW
    | value (PRECEDING | FOLLOWING)
    ;

starChanges: starExclude? starReplace? starRename?;

starExclude: (EXCLUDE | EXCEPT) (qualifiedName | LPAREN qualifiedName (COMMA qualifiedName)* COMMA? RPAREN);

starReplace: REPLACE (starReplacement | LPAREN starReplacement (COMMA starReplacement)* COMMA? RPAREN);

starReplacement: expression AS identifier;

starRename: RENAME (starRenaming | LPAREN starRenaming (COMMA starRenaming)* COMMA? RPAREN);

starRenaming: qualifiedName AS identifier;

whenClause: WHEN expression THEN expression;

structField: (label | stringValue) COLON expression;

mapEntry: expression COLON expression;

parameter: QUESTION_MARK | PARAMETER;

stringValue: STRING;

// ---- types

type: baseType (LBRACKET NUMBER? RBRACKET | ARRAY (LBRACKET NUMBER RBRACKET)?)*;

baseType
    : (STRUCT | ROW) LPAREN typeField (COMMA typeField)* COMMA? RPAREN  #structType
    | UNION LPAREN typeField (COMMA typeField)* COMMA? RPAREN           #unionType
    | MAP LPAREN type COMMA type RPAREN                                 #mapType
    | ENUM LPAREN stringValue (COMMA stringValue)* COMMA? RPAREN        #enumType
    | (TIME | TIMESTAMP) typeParameters? ((WITH | WITHOUT) TIME ZONE)?  #timeType
    | DOUBLE PRECISION                                                  #doubleType
    | (CHARACTER | CHAR) VARYING typeParameters?                        #varyingType
    | INTERVAL typeParameters?                                          #intervalType
    | typePath typeParameters? UNSIGNED?                                #namedType
    ;

typeParameters: LPAREN expressionList RPAREN;

typeField: (label | stringValue) type;

typePath: typeWord (DOT label)*;

typeWord: identifier | functionWord;

// ---- names

columnList: LPAREN columnName (COMMA columnName)* COMMA? RPAREN;

identifiers: identifier (COMMA identifier)*;

tableName: qualifiedName;

columnName: identifier;

qualifiedName: identifier (DOT label)*;

fieldName: identifier (DOT label)+;

functionPath: callName (DOT label)*;

callName: plainIdentifier | functionWord | MAP;

// everything that may name a column or a table
identifier: plainIdentifier | specialWord;

plainIdentifier: IDENTIFIER | QUOTED_IDENTIFIER | unreservedWord | aliasUnfitWord;

// a name without AS in front
bareAlias: IDENTIFIER | QUOTED_IDENTIFIER | unreservedWord | specialWord;

// after AS or a dot any word will do
label: IDENTIFIER | QUOTED_IDENTIFIER | unreservedWord | aliasUnfitWord | specialWord | functionWord | reservedWord;

// keywords that may name anything
unreservedWord
    : ABORT | ACTION | ADD | ALTER | ALWAYS | ATTACH | BEGIN | BY | CALL | CASCADE | CHAR | CHARACTER |
      CHECKPOINT | COLUMNS | COMMENT | COMMIT | CONFLICT | COPY | CURRENT | CYCLE | DATA | DATABASE |
      DATABASES | DEALLOCATE | DELETE | DETACH | DOUBLE | DROP | ENUM | ERROR | EXECUTE | EXPLAIN | EXPORT | EXTERNAL |
      FIRST | FOLLOWING | FORCE | FUNCTION | FUNCTIONS | GENERATED | GLOBAL | GROUPS | IF | IMPORT | INCLUDE |
      INCREMENT | INDEX | INSERT | INSTALL | KEY | LANGUAGE | LAST | LOAD | LOCAL | MACRO | MATCHED |
      MATERIALIZED | MAXVALUE | MERGE | MINVALUE | NAME | NEXT | NO | NOTHING | NULLS | ORDINALITY | OTHERS |
      PARTITION | PERCENT | PRAGMA | PRECEDING | PRECISION | PREPARE | RANGE | READ | RECURSIVE | REPEATABLE |
      RESET | RESTRICT | RETURNS | ROLLBACK | ROWS | SAMPLE | SCHEMA | SCHEMAS | SEQUENCE | SESSION | SETS |
      SOURCE | START | STORED | STRUCT | TABLES | TARGET | TEMP | TEMPORARY | TIES | TIME | TIMESTAMP |
      TRANSACTION | TRUNCATE | TYPE | UNBOUNDED | UNKNOWN | UNSIGNED | UPDATE | USE | VACUUM | VALUE | VARIABLE | VARYING
      | VERBOSE | VIEW | VIEWS | VIRTUAL | WITHOUT | WORK | WRITE | ZONE
    ;

// keywords that may name anything, but as alias need AS
aliasUnfitWord
    : AT | ESCAPE | EXCLUDE | FILTER | IGNORE | OVER | RENAME | REPLACE | RESPECT | SET | WITHIN
    ;

// keywords that may name columns and tables; before a parenthesis they have a syntax of their own
specialWord
    : CUBE | EXTRACT | GROUPING | GROUPING_ID | INTERVAL | MAP | OVERLAY | POSITION | ROLLUP | ROW |
      SUBSTRING | TRIM | VALUES
    ;

// keywords that may name functions and types
functionWord
    : ANTI | ASOF | CROSS | FULL | GLOB | ILIKE | INNER | IS | ISNULL | JOIN | LEFT | LIKE | NATURAL |
      NOTNULL | OUTER | POSITIONAL | RIGHT | SEMI | SIMILAR | TABLESAMPLE
    ;

// keywords that name nothing unless quoted, behind AS or behind a dot
reservedWord
    : ALL | ANALYZE | AND | ANY | ARRAY | AS | ASC | ASYMMETRIC | BETWEEN | BOTH | CASE | CAST | CHECK |
      COLLATE | COLUMN | CONSTRAINT | CREATE | DEFAULT | DESC | DESCRIBE | DISTINCT | DO | ELSE | END | EXCEPT
      | EXISTS | FALSE | FETCH | FOR | FOREIGN | FROM | GROUP | HAVING | IN | INTERSECT | INTO | LAMBDA |
      LATERAL | LEADING | LIMIT | NOT | NULL | OFFSET | ON | ONLY | OR | ORDER | PIVOT | PIVOT_LONGER |
      PIVOT_WIDER | PLACING | PRIMARY |
      QUALIFY | REFERENCES | RETURNING | SELECT | SHOW | SOME | SUMMARIZE | SYMMETRIC | TABLE | THEN | TO |
      TRAILING | TRUE | TRY_CAST | UNION | UNIQUE | UNPIVOT | USING | WHEN | WHERE | WINDOW | WITH
    ;
