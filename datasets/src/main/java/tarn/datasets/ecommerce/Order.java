package tarn.datasets.ecommerce;

import java.time.LocalDate;

/** An order; its total is the sum of its details. */
public record Order(int id, LocalDate date, int customerId, int totalAmount) {}
