"""What is expected of tables beyond single columns: the rules, the cells they ask for, and the verdict."""
