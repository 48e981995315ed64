"""A .docx as it lies on the disk and as a person reads it: `package.opened(bytes)`, then
`outline.paragraphs(package)`.

A file from outside comes in by `received.admitted`; the proof of a paper reads it with
`places.Document.of(package)`.
"""
