"""What is sealed, signed and derived, byte for byte (encryption design, section 3).

Pure modules: no Django, and no code that opens an age file. The browser modules beside them
(static/sealing) follow the same rules; tests/sealing/vectors.json, made by tests/sealing/make_vectors.py,
holds both to them.
"""
