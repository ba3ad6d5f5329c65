"""The compiler of clbackbones: schema/*.json in, the package `clbackbones` out.

The pipeline is `read -> check -> lower -> weave -> render, publish -> sync`; see `compile_schema`.
"""
