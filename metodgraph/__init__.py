"""The program: settings, command line, ASGI application and embedded Neo4j."""

import os

# The matrices of the models are small: a second thread of the library for linear algebra takes longer than it saves,
# and figures would depend on the number of processors. numpy reads the variable when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
