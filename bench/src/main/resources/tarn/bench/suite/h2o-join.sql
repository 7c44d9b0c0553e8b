-- j01
SELECT count(*), sum(v1), sum(v2) FROM x JOIN small USING (id1);

-- j02
SELECT count(*), sum(v1), sum(v2) FROM x JOIN medium USING (id2);

-- j03
SELECT count(*), sum(v1), sum(v2) FROM x LEFT JOIN medium USING (id2);

-- j04
SELECT count(*), sum(v1), sum(v2) FROM x JOIN medium USING (id5);

-- j05
SELECT count(*), sum(v1), sum(v2) FROM x JOIN big USING (id3);

-- j06
SELECT count(*), sum(v1), sum(v2) FROM x JOIN big USING (id6);
