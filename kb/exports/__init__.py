"""What leaves the knowledge base: flat tables, and the data package that describes them."""
