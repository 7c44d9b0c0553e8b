package tarn.datasets.ecommerce;

/** One line of an order. The same product may stand on two lines of one order. */
public record OrderDetail(int orderId, int productId, int quantity, int pricePerUnit) {}
