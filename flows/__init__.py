"""How the datasets are made: from a document's bytes to a checked release."""
