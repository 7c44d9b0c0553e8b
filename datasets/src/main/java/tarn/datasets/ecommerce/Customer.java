package tarn.datasets.ecommerce;

/** A customer of the shop, who may have bought nothing yet. */
public record Customer(int id, String name, String location) {}
