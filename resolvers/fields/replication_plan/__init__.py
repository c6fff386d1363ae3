"""`Query.replicationPlan`: a joint plan of several practices for many organisations."""
