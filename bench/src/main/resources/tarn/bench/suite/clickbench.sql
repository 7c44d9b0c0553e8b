-- c01
SELECT count(*) FROM hits WHERE adv_engine_id <> 0;

-- c02
SELECT sum(adv_engine_id), count(*), avg(resolution_width) FROM hits;

-- c03
SELECT avg(user_id) FROM hits;

-- c04
SELECT count(DISTINCT user_id) FROM hits;

-- c05
SELECT count(DISTINCT search_phrase) FROM hits;

-- c06
SELECT min(event_date), max(event_date) FROM hits;

-- c07
SELECT adv_engine_id, count(*) FROM hits WHERE adv_engine_id <> 0 GROUP BY adv_engine_id ORDER BY count(*) DESC, 1;

-- c08
SELECT region_id, count(DISTINCT user_id) AS u FROM hits GROUP BY region_id ORDER BY u DESC, 1 LIMIT 10;

-- c09
SELECT region_id, sum(adv_engine_id), count(*) AS c, avg(resolution_width), count(DISTINCT user_id) FROM hits GROUP BY region_id ORDER BY c DESC, 1 LIMIT 10;

-- c12
SELECT search_phrase, count(*) AS c FROM hits WHERE search_phrase <> '' GROUP BY search_phrase ORDER BY c DESC, 1 LIMIT 10;

-- c13
SELECT search_phrase, count(DISTINCT user_id) AS u FROM hits WHERE search_phrase <> '' GROUP BY search_phrase ORDER BY u DESC, 1 LIMIT 10;

-- c15
SELECT user_id, count(*) FROM hits GROUP BY user_id ORDER BY count(*) DESC, 1 LIMIT 10;

-- c16
SELECT user_id, search_phrase, count(*) FROM hits GROUP BY user_id, search_phrase ORDER BY count(*) DESC, 1, 2 LIMIT 10;

-- c18
SELECT user_id, extract(minute FROM event_time) AS m, search_phrase, count(*) FROM hits GROUP BY user_id, m, search_phrase ORDER BY count(*) DESC, 1, 2, 3 LIMIT 10;

-- c20
SELECT count(*) FROM hits WHERE url LIKE '%google%';

-- c21
SELECT search_phrase, min(url), count(*) AS c FROM hits WHERE url LIKE '%google%' AND search_phrase <> '' GROUP BY search_phrase ORDER BY c DESC, 1 LIMIT 10;

-- c23
SELECT * FROM hits WHERE url LIKE '%google%' ORDER BY event_time, watch_id LIMIT 10;

-- c25
SELECT search_phrase FROM hits WHERE search_phrase <> '' ORDER BY search_phrase LIMIT 10;

-- c27
SELECT counter_id, avg(length(url)) AS l, count(*) AS c FROM hits WHERE url <> '' GROUP BY counter_id HAVING count(*) > 100 ORDER BY l DESC, 1 LIMIT 25;

-- c28
SELECT regexp_replace(referer, '^https?://(?:www\.)?([^/]+)/.*$', '\1') AS k, avg(length(referer)) AS l, count(*) AS c, min(referer) FROM hits WHERE referer <> '' GROUP BY k HAVING count(*) > 100 ORDER BY l DESC, k LIMIT 25;

-- c29
SELECT sum(resolution_width), sum(resolution_width + 1), sum(resolution_width + 2), sum(resolution_width + 3), sum(resolution_width + 4), sum(resolution_width + 5), sum(resolution_width + 6), sum(resolution_width + 7), sum(resolution_width + 8), sum(resolution_width + 9) FROM hits;

-- c32
SELECT watch_id, client_ip, count(*) AS c, sum(adv_engine_id), avg(resolution_width) FROM hits GROUP BY watch_id, client_ip ORDER BY c DESC, 1, 2 LIMIT 10;

-- c33
SELECT url, count(*) AS c FROM hits GROUP BY url ORDER BY c DESC, 1 LIMIT 10;

-- c35
SELECT client_ip, client_ip - 1, client_ip - 2, client_ip - 3, count(*) AS c FROM hits GROUP BY 1, 2, 3, 4 ORDER BY c DESC, 1 LIMIT 10;

-- c36
SELECT url, count(*) AS c FROM hits WHERE counter_id = 62 AND event_date BETWEEN DATE '2013-07-01' AND DATE '2013-07-31' GROUP BY url ORDER BY c DESC, 1 LIMIT 10;

-- c42
SELECT date_trunc('minute', event_time) AS m, count(*) FROM hits WHERE counter_id = 62 AND event_date BETWEEN DATE '2013-07-14' AND DATE '2013-07-15' GROUP BY m ORDER BY m LIMIT 10 OFFSET 10;

-- c50
SELECT date_trunc('hour', event_time) AS h, count(*), count(DISTINCT region_id) FROM hits GROUP BY h ORDER BY h;
