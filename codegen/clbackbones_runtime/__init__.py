"""What generated packages of backbones stand on, as protobuf's runtime serves every generated module.

A generated package, `clbackbones` the first of them, holds only what follows from its specification; everything that is
written by hand is here and imported. Folders import only those named before them:

    graph/        expressions, operations, shapes, the graph of a config        no torch
    catalog.py    what a generated package knows about its backbones            no torch
    config/       YAML reader, scalars, rules, problems, wording, loading       no torch
    layers/       activations, norms per task, embeddings, scores, selection, buffers per task
    compaction/   the dense network of one task
    weights/      state dicts of other programs, weights to start from
    mechanisms/   base classes of backbones, one file per schema/mechanisms/*.json
    clarena/      what makes backbones CLArena's as well, and its algorithms
    checkpoint/   save, restore, convert
    heads/        what stands behind a backbone: heads of tasks, features at several levels
    plots/ testing/ cli/
    package.py    the interface of a generated package, in terms of its catalog
"""
