"""Checks that every Invariant, LabelUniverse, Waiver, Configuration and Suite in the given files and directories obeys the schema of its kind.

Needs the Python packages jsonschema and yaml. Exits with 3 where they are missing.
"""

import json
import pathlib
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(3)

home = pathlib.Path(__file__).parent
schemas = {kind: json.loads((home / f"netproof.dev_{kind.lower()}_v1alpha1.json").read_text())
           for kind in ("Invariant", "LabelUniverse", "Waiver", "Configuration", "Suite")}
for schema in schemas.values():
    jsonschema.Draft7Validator.check_schema(schema)

checked, faults = 0, 0
for name in sys.argv[1:]:
    root = pathlib.Path(name)
    for path in sorted(root.rglob("*.yaml")) if root.is_dir() else [root]:
        for document in yaml.safe_load_all(path.read_text()):
            schema = schemas.get((document or {}).get("kind"))
            if schema is None:
                continue
            checked += 1
            for error in jsonschema.Draft7Validator(schema).iter_errors(document):
                faults += 1
                print(f"{path}: {'.'.join(map(str, error.absolute_path))}: {error.message}")
print(f"{checked} objects, {faults} faults")
sys.exit(1 if faults or not checked else 0)
