-- title: Product turnover
-- question: Which products are ordered most often?
-- chart: bar x=name y=times_ordered
-- columns: product_id, name, times_ordered

-- How often a product is ordered is its number of order details, whatever their quantity. A product that nobody has
-- ordered is listed with zero; one that is ordered but not in the list of products has no name.
WITH ordered AS (
    SELECT product_id, count(*) AS times_ordered
    FROM order_details
    GROUP BY product_id
)
SELECT
    coalesce(products.product_id, ordered.product_id) AS product_id,
    products.name,
    coalesce(ordered.times_ordered, 0) AS times_ordered
FROM products
FULL JOIN ordered ON ordered.product_id = products.product_id
ORDER BY times_ordered DESC, product_id;

-- finding:
SELECT
    CASE
        WHEN products = 0 THEN 'There are no products.'
        WHEN first_times = 0 THEN 'No product has been ordered yet.'
        WHEN leaders > 1 THEN CAST(leaders AS VARCHAR) || ' products are ordered most often, '
            || first_often || ' each: '
            || CASE WHEN leaders > 2 THEN 'among them ' ELSE '' END || first_product || ' and ' || second_product || '.'
        ELSE first_product || ' is ordered most often, ' || first_often
            || coalesce(', then ' || second_product || ', ' || second_often, '')
            || coalesce(', and ' || third_product || ', ' || third_often, '')
            || '.'
    END AS finding,
    CASE
        WHEN first_times > average_times THEN 'Restock ' || first_product
            || coalesce(
                ' and ' || CASE WHEN second_times > average_times THEN second_product END, '')
            || ' first, so that a product that is ordered so often does not run out.'
    END AS recommendation
FROM (
    SELECT
        count(*) AS products,
        count(CASE WHEN rank_by_times = 1 THEN 1 END) AS leaders,
        avg(times_ordered) AS average_times,
        max(CASE WHEN place = 1 THEN product END) AS first_product,
        max(CASE WHEN place = 1 THEN times_ordered END) AS first_times,
        max(CASE WHEN place = 1 THEN often END) AS first_often,
        max(CASE WHEN place = 2 THEN product END) AS second_product,
        max(CASE WHEN place = 2 THEN times_ordered END) AS second_times,
        max(CASE WHEN place = 2 THEN often END) AS second_often,
        max(CASE WHEN place = 3 THEN product END) AS third_product,
        max(CASE WHEN place = 3 THEN often END) AS third_often
    FROM (
        SELECT
            coalesce(name || ' (product ' || CAST(product_id AS VARCHAR) || ')',
                'product ' || CAST(product_id AS VARCHAR), 'an unknown product') AS product,
            times_ordered,
            CAST(times_ordered AS VARCHAR) || CASE WHEN times_ordered = 1 THEN ' time' ELSE ' times' END AS often,
            rank() OVER (ORDER BY times_ordered DESC) AS rank_by_times,
            row_number() OVER (ORDER BY times_ordered DESC, product_id) AS place
        FROM result
    ) AS ranked
) AS facts;
