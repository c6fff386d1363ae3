"""Analysis of the network of organisations: brokers, structural holes, components and communities, stored by scope."""
