"""The network of one config as a graph: expressions, shapes, nodes. No torch."""
