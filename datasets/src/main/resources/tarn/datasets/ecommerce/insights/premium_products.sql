-- title: Premium products
-- question: Which products sell to few customers and yet bring much revenue?
-- chart: bar x=name y=revenue
-- columns: product_id, name, customers, reach_pct, avg_quantity, revenue

-- A product is premium if all three hold: fewer than 40 % of all customers have bought it, those without an order
-- included; the average quantity of its order details is 2 (to the nearest whole number); and it earns more than the
-- average product that is sold.
WITH sold AS (
    SELECT
        order_details.product_id,
        count(DISTINCT orders.customer_id) AS customers,
        avg(order_details.quantity) AS avg_quantity,
        sum(order_details.quantity * order_details.price_per_unit) AS revenue
    FROM order_details
    JOIN orders ON orders.order_id = order_details.order_id
    GROUP BY order_details.product_id
)
SELECT
    sold.product_id,
    products.name,
    sold.customers,
    CAST(100.0 * sold.customers / (SELECT count(*) FROM customers) AS DECIMAL(18, 2)) AS reach_pct,
    CAST(sold.avg_quantity AS DECIMAL(18, 2)) AS avg_quantity,
    round(sold.revenue, 2) AS revenue
FROM sold
LEFT JOIN products ON products.product_id = sold.product_id
WHERE 100 * sold.customers < 40 * (SELECT count(*) FROM customers)
    AND sold.avg_quantity >= 1.5
    AND sold.avg_quantity < 2.5
    AND sold.revenue > (SELECT avg(revenue) FROM sold)
ORDER BY revenue DESC, sold.product_id;

-- finding:
SELECT
    CASE
        WHEN products = 0 THEN 'No product is premium: none that fewer than 40 % of the customers buy,'
            || ' 2 at a time on average, earns more than the average product.'
        WHEN products = 1 THEN first_product || ' is premium: only ' || first_reach
            || ' % of the customers buy it, 2 at a time on average, and yet it earns ' || first_revenue || '.'
        ELSE CAST(products AS VARCHAR) || ' products are premium, bought by fewer than 40 % of the customers,'
            || ' 2 at a time on average: ahead by revenue are '
            || first_product || ', with ' || first_reach || ' % of the customers and ' || first_revenue || ', and '
            || second_product || ', with ' || second_reach || ' % and ' || second_revenue || '.'
    END AS finding,
    CASE
        WHEN products = 1 THEN 'Promote ' || first_product || ' to the customers who have not bought it.'
        WHEN products > 1 THEN 'Promote ' || first_product || ' and ' || second_product
            || ' to the customers who have not bought them.'
    END AS recommendation
FROM (
    SELECT
        count(*) AS products,
        max(CASE WHEN place = 1 THEN product END) AS first_product,
        max(CASE WHEN place = 1 THEN reach END) AS first_reach,
        max(CASE WHEN place = 1 THEN money END) AS first_revenue,
        max(CASE WHEN place = 2 THEN product END) AS second_product,
        max(CASE WHEN place = 2 THEN reach END) AS second_reach,
        max(CASE WHEN place = 2 THEN money END) AS second_revenue
    FROM (
        SELECT
            coalesce(name || ' (product ' || CAST(product_id AS VARCHAR) || ')',
                'product ' || CAST(product_id AS VARCHAR), 'an unknown product') AS product,
            CAST(reach_pct AS VARCHAR) AS reach,
            CAST(CAST(revenue AS DECIMAL(18, 2)) AS VARCHAR) AS money,
            row_number() OVER (ORDER BY revenue DESC, product_id) AS place
        FROM result
    ) AS ranked
) AS facts;
