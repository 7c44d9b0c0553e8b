-- title: Basket pairs
-- question: Which products are bought together?
-- chart: none
-- columns: product_a, name_a, product_b, name_b, orders_together, support_pct, lift

-- Orders that hold both products. The support is their share of all orders; the lift says how many times more often
-- the two meet than if customers chose them independently (above 1: they attract each other).
WITH baskets AS (
    SELECT DISTINCT order_id, product_id
    FROM order_details
),
totals AS (
    SELECT count(DISTINCT order_id) AS orders
    FROM baskets
),
single AS (
    SELECT product_id, count(*) AS orders
    FROM baskets
    GROUP BY product_id
),
pairs AS (
    SELECT a.product_id AS product_a, b.product_id AS product_b, count(*) AS orders_together
    FROM baskets AS a
    JOIN baskets AS b ON b.order_id = a.order_id AND b.product_id > a.product_id
    GROUP BY a.product_id, b.product_id
)
SELECT
    pairs.product_a,
    name_of_a.name AS name_a,
    pairs.product_b,
    name_of_b.name AS name_b,
    pairs.orders_together,
    CAST(100.0 * pairs.orders_together / totals.orders AS DECIMAL(18, 2)) AS support_pct,
    CAST(1.0 * pairs.orders_together * totals.orders / (single_a.orders * single_b.orders) AS DECIMAL(18, 2)) AS lift
FROM pairs
CROSS JOIN totals
JOIN single AS single_a ON single_a.product_id = pairs.product_a
JOIN single AS single_b ON single_b.product_id = pairs.product_b
LEFT JOIN products AS name_of_a ON name_of_a.product_id = pairs.product_a
LEFT JOIN products AS name_of_b ON name_of_b.product_id = pairs.product_b
ORDER BY pairs.orders_together DESC, pairs.product_a, pairs.product_b;

-- finding:
SELECT
    CASE
        WHEN pairs = 0 THEN 'No order holds two different products.'
        ELSE coalesce(name_a, 'product ' || CAST(product_a AS VARCHAR)) || ' and '
            || coalesce(name_b, 'product ' || CAST(product_b AS VARCHAR)) || ' meet most often: in '
            || CAST(orders_together AS VARCHAR) || ' orders, ' || CAST(support_pct AS VARCHAR) || ' % of all.'
    END AS finding,
    CASE
        WHEN lift > 1 THEN 'Offer the two together: they meet ' || CAST(lift AS VARCHAR)
            || ' times as often as by chance.'
    END AS recommendation
FROM (
    SELECT
        count(*) AS pairs,
        max(CASE WHEN place = 1 THEN product_a END) AS product_a,
        max(CASE WHEN place = 1 THEN name_a END) AS name_a,
        max(CASE WHEN place = 1 THEN product_b END) AS product_b,
        max(CASE WHEN place = 1 THEN name_b END) AS name_b,
        max(CASE WHEN place = 1 THEN orders_together END) AS orders_together,
        max(CASE WHEN place = 1 THEN support_pct END) AS support_pct,
        max(CASE WHEN place = 1 THEN lift END) AS lift
    FROM (
        SELECT
            product_a,
            name_a,
            product_b,
            name_b,
            orders_together,
            support_pct,
            lift,
            row_number() OVER (ORDER BY orders_together DESC, product_a, product_b) AS place
        FROM result
    ) AS ranked
) AS facts;
