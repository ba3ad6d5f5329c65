"""Compiles a spec, architectures and mechanisms declared in JSON, to a package of backbones.

Folders import only those named before them; `compiler.py` says what runs in which order:

    spec/         typed model, reading, faults
    ir/           flat steps, the product of architectures and mechanisms, trials, statements
    publish/      the classes: data of the catalog, JSON Schema, config group of Hydra
    render/       from finished values to the texts of modules
    check/        from values to faults
    swap.py       a folder in the place of another, at once
    sync.py       the only stage with effects
    compiler.py
    built.py      a small network of each mechanism, in a process of its own
"""
