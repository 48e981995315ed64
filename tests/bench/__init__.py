"""How long a checked run takes beside a plain script that checks nothing: `make bench`."""
