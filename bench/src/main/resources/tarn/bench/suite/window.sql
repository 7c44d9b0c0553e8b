-- w01
SELECT count(p), sum(p) FROM (SELECT lag(total_amount) OVER (PARTITION BY customer_id ORDER BY order_date, order_id) AS p FROM orders);

-- w03
SELECT sum(s), max(s) FROM (SELECT sum(total_amount) OVER (PARTITION BY customer_id ORDER BY order_date, order_id ROWS UNBOUNDED PRECEDING) AS s FROM orders);

-- w04
SELECT sum(s), max(s) FROM (SELECT sum(total_amount) OVER (PARTITION BY customer_id ORDER BY order_date) AS s FROM orders);

-- w05
SELECT sum(n), max(n) FROM (SELECT row_number() OVER (PARTITION BY customer_id ORDER BY order_date, order_id) AS n FROM orders);

-- w06
SELECT sum(n), max(n) FROM (SELECT rank() OVER (PARTITION BY customer_id ORDER BY order_date) AS n FROM orders);

-- w07
SELECT sum(a), max(a) FROM (SELECT avg(total_amount) OVER (PARTITION BY customer_id ORDER BY order_date, order_id ROWS 6 PRECEDING) AS a FROM orders);

-- w08
SELECT sum(a), max(a) FROM (SELECT avg(total_amount) OVER (ORDER BY order_date, order_id ROWS 6 PRECEDING) AS a FROM orders);

-- w09
SELECT m, t, t - lag(t) OVER (ORDER BY m) AS change FROM (SELECT date_trunc('month', order_date) AS m, sum(total_amount) AS t FROM orders GROUP BY 1) ORDER BY m;

-- w10
SELECT n, count(*), min(total_amount) FROM (SELECT total_amount, ntile(10) OVER (ORDER BY total_amount) AS n FROM orders) GROUP BY n ORDER BY n;

-- w11
SELECT sum(s), max(s) FROM (SELECT sum(total_amount) OVER (ORDER BY order_date, order_id) AS s FROM orders);

-- w12
SELECT sum(s), max(s) FROM (SELECT sum(total_amount) OVER (PARTITION BY customer_id) AS s FROM orders);

-- w13
SELECT sum(f), sum(l), sum(p), sum(n) FROM (SELECT first_value(total_amount) OVER w AS f, last_value(total_amount) OVER w AS l, lag(total_amount) OVER w AS p, lead(total_amount) OVER w AS n FROM orders WINDOW w AS (PARTITION BY customer_id ORDER BY order_date, order_id));

-- w14
SELECT count(*), sum(total_amount) FROM (SELECT * FROM orders QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY order_date DESC, order_id) = 1);

-- w15
SELECT count(p), sum(p) FROM (SELECT lag(total_amount) OVER (PARTITION BY order_date ORDER BY order_id) AS p FROM orders);

-- s01
SELECT count(*), sum(total_amount) FROM (SELECT * FROM orders ORDER BY order_date, total_amount, order_id OFFSET 10);

-- s02
SELECT * FROM orders ORDER BY total_amount DESC, order_id LIMIT 100;

-- s03
SELECT sum(total_amount) FROM orders;

-- s04
SELECT count(*), max(t) FROM (SELECT customer_id, sum(total_amount) AS t FROM orders GROUP BY customer_id);
