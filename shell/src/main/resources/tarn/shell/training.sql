-- What the launcher runs once in the background, so that the AOT cache knows the classes that a session needs and how often
-- their loops run: the same queries until the loops are hot, then a CSV file out and in.
.read training_queries.sql
.read training_queries.sql
.read training_queries.sql
.read training_queries.sql
COPY (FROM sales LIMIT 100000) TO 'training.csv';
CREATE OR REPLACE TABLE c AS FROM 'training.csv';
CREATE OR REPLACE TABLE c AS FROM 'training.csv';
