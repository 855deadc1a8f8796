"""The count of downloads for engines that hold the logs already: a query, and the tables that it asks beside them."""
