"""What Word would refuse to open, or would have to repair (ISO/IEC 29500)."""
