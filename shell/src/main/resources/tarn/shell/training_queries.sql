-- Queries of the usual shapes; see training.sql.
CREATE OR REPLACE TABLE t AS SELECT range AS i, range % 7 AS k, 's' || (range % 50) AS s, (range * 37 % 1000) / 10 AS d, (range % 997)::DECIMAL(15,2) AS m, DATE '2020-01-01' + (range % 1000)::INTEGER AS dt FROM range(300000);
SELECT k, s, count(*), sum(i), avg(d), sum(m * (1 - m)), min(dt) FROM t WHERE dt < DATE '2022-05-01' GROUP BY k, s ORDER BY k, s;
SELECT i // 3, sum(m), count(DISTINCT k) FROM t GROUP BY 1;
SELECT count(*) FROM t a JOIN t b ON a.i = b.i WHERE a.d > 50 AND b.s LIKE '%1%';
SELECT s, count(*) FROM t WHERE i IN (SELECT i FROM t WHERE k = 3) GROUP BY s HAVING count(*) > 10 ORDER BY 2 DESC;
SELECT i, lag(i) OVER (PARTITION BY k ORDER BY i), sum(m) OVER (PARTITION BY k ORDER BY i) FROM t ORDER BY d, i LIMIT 5;
SELECT strftime(dt, '%Y-%m'), extract(year FROM dt), CASE WHEN d > 5 THEN 'a' ELSE 'b' END, upper(s), substring(s, 1, 2) FROM t WHERE s <> 's1' AND k BETWEEN 1 AND 5;
SELECT sum(m), count(*), max(d) FROM t WHERE dt >= DATE '2020-03-01' AND dt < DATE '2021-03-01' AND d BETWEEN 10 AND 60;
