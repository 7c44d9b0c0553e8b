package tarn.datasets.ecommerce;

import java.util.List;

/** A shop with all its rows: customers and products by number, orders by date, details by order. */
public record Shop(
        List<Customer> customers, List<Product> products, List<Order> orders, List<OrderDetail> orderDetails) {
    public Shop {
        customers = List.copyOf(customers);
        products = List.copyOf(products);
        orders = List.copyOf(orders);
        orderDetails = List.copyOf(orderDetails);
    }
}
