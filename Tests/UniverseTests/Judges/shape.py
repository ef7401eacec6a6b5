"""Holds the YAML documents of standard input to the JSON Schema that is named. Exits with 77 where a module is missing."""

import json
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(error)
    sys.exit(77)

schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
documents = [document for document in yaml.safe_load_all(sys.stdin) if document]
faults = [f"{error.json_path}: {error.message}" for document in documents
          for error in jsonschema.Draft7Validator(schema).iter_errors(document)]
print(f"{len(documents)} documents", *faults, sep="\n")
sys.exit(1 if faults or not documents else 0)
