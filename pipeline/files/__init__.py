"""What a file is, whatever it is called, and how one is packed and written whole."""
