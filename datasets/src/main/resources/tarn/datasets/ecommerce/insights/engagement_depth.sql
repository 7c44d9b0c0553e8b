-- title: Engagement depth
-- question: How often do buyers come back?
-- chart: bar x=segment y=customers
-- columns: segment, customers, share_pct

-- Buyers by their number of orders: Regular (more than 4), Occasional (2 to 4), One-time (1). The share is of all
-- buyers; customers without an order are not buyers. All three segments are listed, also an empty one.
WITH buyers AS (
    SELECT customer_id, count(*) AS orders
    FROM orders
    WHERE customer_id IS NOT NULL
    GROUP BY customer_id
),
counts AS (
    SELECT
        count(*) AS buyers,
        count(CASE WHEN orders > 4 THEN 1 END) AS regular,
        count(CASE WHEN orders BETWEEN 2 AND 4 THEN 1 END) AS occasional,
        count(CASE WHEN orders = 1 THEN 1 END) AS one_time
    FROM buyers
),
segments AS (
    SELECT 1 AS place, 'Regular' AS segment, regular AS customers, buyers FROM counts
    UNION ALL
    SELECT 2, 'Occasional', occasional, buyers FROM counts
    UNION ALL
    SELECT 3, 'One-time', one_time, buyers FROM counts
)
SELECT
    segment,
    customers,
    CAST(100.0 * customers / nullif(buyers, 0) AS DECIMAL(18, 2)) AS share_pct
FROM segments
ORDER BY place;

-- finding:
SELECT
    CASE
        WHEN buyers = 0 THEN 'Nobody has ordered yet.'
        ELSE CAST(regular AS VARCHAR) || ' of ' || CAST(buyers AS VARCHAR) || ' buyers ('
            || CAST(regular_pct AS VARCHAR) || ' %) are Regular, with more than 4 orders.'
            || CASE
                WHEN first_size = second_size THEN ''
                ELSE CASE WHEN 2 * first_size > buyers THEN ' Most are ' ELSE ' The largest group is ' END
                    || first_segment || ' (' || CAST(first_size AS VARCHAR) || ')'
                    || CASE
                        WHEN second_size = third_size THEN '.'
                        ELSE ', then ' || second_segment || ' (' || CAST(second_size AS VARCHAR) || ').'
                    END
            END
    END AS finding,
    CASE
        WHEN occasional > regular THEN 'Give the ' || CAST(occasional AS VARCHAR)
            || ' Occasional buyers a reason to come back, such as a loyalty offer:'
            || ' they are the nearest to becoming Regular.'
    END AS recommendation
FROM (
    SELECT
        sum(customers) AS buyers,
        max(CASE WHEN segment = 'Regular' THEN customers END) AS regular,
        max(CASE WHEN segment = 'Regular' THEN share_pct END) AS regular_pct,
        max(CASE WHEN segment = 'Occasional' THEN customers END) AS occasional,
        max(CASE WHEN place = 1 THEN segment END) AS first_segment,
        max(CASE WHEN place = 1 THEN customers END) AS first_size,
        max(CASE WHEN place = 2 THEN segment END) AS second_segment,
        max(CASE WHEN place = 2 THEN customers END) AS second_size,
        max(CASE WHEN place = 3 THEN customers END) AS third_size
    FROM (
        SELECT segment, customers, share_pct, row_number() OVER (ORDER BY customers DESC, segment) AS place
        FROM result
    ) AS ranked
) AS facts;
