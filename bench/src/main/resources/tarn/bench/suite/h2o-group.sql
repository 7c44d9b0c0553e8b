-- g01
SELECT id1, sum(v1) AS v1 FROM x GROUP BY id1;

-- g02
SELECT count(*), sum(v1) FROM (SELECT id1, id2, sum(v1) AS v1 FROM x GROUP BY id1, id2);

-- g03
SELECT count(*), sum(v1), sum(v3) FROM (SELECT id3, sum(v1) AS v1, avg(v3) AS v3 FROM x GROUP BY id3);

-- g04
SELECT id4, avg(v1) AS v1, avg(v2) AS v2, avg(v3) AS v3 FROM x GROUP BY id4;

-- g05
SELECT count(*), sum(v1), sum(v2), sum(v3) FROM (SELECT id6, sum(v1) AS v1, sum(v2) AS v2, sum(v3) AS v3 FROM x GROUP BY id6);

-- g06
SELECT count(*), sum(m), sum(s) FROM (SELECT id4, id5, median(v3) AS m, stddev(v3) AS s FROM x GROUP BY id4, id5);

-- g07
SELECT count(*), sum(v) FROM (SELECT id3, max(v1) - min(v2) AS v FROM x GROUP BY id3);

-- g08
SELECT count(*), sum(v3) FROM (SELECT id6, v3 FROM x QUALIFY row_number() OVER (PARTITION BY id6 ORDER BY v3 DESC) <= 2);

-- g09
SELECT count(*), sum(r2) FROM (SELECT id2, id4, pow(corr(v1, v2), 2) AS r2 FROM x GROUP BY id2, id4);

-- g10
SELECT count(*), sum(v3), sum(n) FROM (SELECT id1, id2, id3, id4, id5, id6, sum(v3) AS v3, count(*) AS n FROM x GROUP BY id1, id2, id3, id4, id5, id6);
