package tarn.datasets.ecommerce;

/** A product of the shop; the price is in whole units of money. */
public record Product(int id, String name, String category, int price) {}
